namespace Ramus.Plugin.Tests.Commands;

/// <summary>The hints that follow from the configuration, and from interfaces of the node and the pod.</summary>
public sealed partial class HintTests
{
    /// <summary>The failing plugin's keys, and the hint; null for none. DATA stands for an own directory.</summary>
    public static TheoryData<string, string, string?> Cases => new()
    {
        { "macvlan", "\"master\":\"no-such0\"", Missing("master", "no-such0") },
        { "ipvlan", "\"master\":\"no-such0\"", Missing("master", "no-such0") },
        { "vlan", "\"master\":\"no-such0\",\"vlanId\":5", Missing("master", "no-such0") },
        { "ipoib", "\"master\":\"no-such0\"", Missing("master", "no-such0") },
        { "accelerated-bridge", "\"bridge\":\"no-such0\"", Missing("bridge", "no-such0") },
        { "macvlan", "\"master\":\"lo\"", null },
        { "macvlan", "", null },
        { "macvlan", "\"master\":\"lo\",\"mtu\":70000",
            "the network's 'master' is 'lo', whose MTU is 65536, below the network's 'mtu' 70000: write a smaller "
            + "'mtu', or raise the MTU of the interface" },
        { "vlan", "\"master\":\"lo\",\"mtu\":1500", null },
        { "macvlan", "\"master\":\"in-pod0\"", Missing("master", "in-pod0") },
        { "macvlan", "\"master\":\"in-pod0\",\"linkInContainer\":true", null },
        { "vlan", "\"master\":\"no-such0\",\"linkInContainer\":true", MissingInPod("master", "no-such0") },
        { "macvlan", "\"master\":\"port0\",\"linkInContainer\":true",
            "the network's 'master' is 'port0', which is a port of a bridge: the kernel allows no macvlan on it; use "
            + "the bridge itself, or another interface" },
        { "vlan", "\"master\":\"port0\",\"linkInContainer\":true", null },
        { "tap", "\"bridge\":\"br0\"", null },
        { "tap", "\"bridge\":\"lo0\"", MissingInPod("bridge", "lo0") },
        { "tap", "", null },
        { "host-device", "\"device\":\"no-such0\"", Absent("device", "no-such0") },
        { "host-device", "\"device\":\"lo\"", null },
        { "host-device", "\"pciBusID\":\"ffff:1f:1f.7\"",
            "the network's 'pciBusID' is 'ffff:1f:1f.7', which is not a PCI device of this node: correct it, or add "
            + "the device to the node" },
        { "host-device", "\"pciBusID\":\"../../net/lo\"", null },
        { "host-device", "\"pciBusID\":\"ffff:1f:1f.7\",\"deviceID\":\"x\"", null },
        { "host-device", "\"pciBusID\":\"ffff:1f:1f.7\",\"kernelpath\":\"/sys/devices/x\"", null },
        { "host-device", "\"hwaddr\":\"02-DE-AD-00-00-77\"",
            "the network's 'hwaddr' is '02:de:ad:00:00:77', which no interface of this node has: correct it, or "
            + "return the device to the node" },
        { "host-device", "\"hwaddr\":\"00:00:00:00:00:00\"", null },
        { "host-device", "\"hwaddr\":\"x\"", null },
        { "bond", "\"links\":[{\"name\":\"no-such0\"},{\"name\":\"lo\"}]", Absent("name", "no-such0") },
        { "bond", "\"links\":[{\"name\":\"in-pod0\"}],\"linksInContainer\":true", null },
        { "bond", "\"links\":[{\"name\":\"no-such0\"}],\"linksInContainer\":true", MissingInPod("name", "no-such0") },
        { "bridge", "\"bridge\":\"no-such0\"", null },
        { "ovs", "\"bridge\":\"no-such0\"", null },
        { "own-plugin", "\"master\":\"no-such0\"", null },
        { "tuning", "", null },
        { "tuning", "\"sysctl\":{\"net.ipv4.conf.all.a\":\"1\",\"net.ipv6.conf.no-such0.b\":\"1\"}",
            NoInterface("net.ipv6.conf.no-such0.b", "no-such0") },
        { "tuning", "\"sysctl\":{\"net/ipv4/conf/no.such0/a\":\"1\"}",
            NoInterface("net/ipv4/conf/no.such0/a", "no.such0") },
        { "tuning", "\"sysctl\":{\"net.ipv4.neigh.no-such0.a\":\"1\"}",
            NoInterface("net.ipv4.neigh.no-such0.a", "no-such0") },
        { "tuning", "\"sysctl\":{\"net.ipv4.conf.IFNAME.a\":\"1\",\"net.ipv4.conf.in-pod0.a\":\"1\","
            + "\"net.ipv4.conf.net1.a\":\"1\",\"net.core.somaxconn\":\"1\",\"net.ipv4.conf.default.a\":\"1\"}", null },
        { "tuning", "\"sysctl\":[]", null },
        { "firewall", "\"backend\":\"iptables\"", null },
        { "firewall", "\"backend\":\"firewalld\"", File.Exists("/run/dbus/system_bus_socket") ? null
            : "the network's 'backend' is 'firewalld', which does not run on this node: the D-Bus socket "
                + "/run/dbus/system_bus_socket is missing; start firewalld on the node, or write \"backend\": "
                + "\"iptables\"" },
        { "macvlan", "\"master\":\"lo\",\"ipam\":{\"type\":\"dhcp\",\"daemonSocketPath\":\"DATA/dhcp.sock\"}",
            "the daemon of the IPAM plugin 'dhcp' does not run on this node (its socket DATA/dhcp.sock is missing): "
            + "start 'dhcp daemon' on the node" },
        { "macvlan", "\"master\":\"lo\",\"ipam\":{\"type\":\"static\"}",
            "the network's IPAM plugin 'static' has no address: write 'addresses' into the network's 'ipam', or "
            + "request 'ips' in the pod's annotation" },
        { "macvlan", "\"master\":\"lo\",\"ipam\":{\"type\":\"static\",\"addresses\":[{\"address\":\"10.1.1.5/24\"}]}",
            null },
        { "macvlan", "\"master\":\"lo\",\"ipam\":{\"type\":\"static\"},\"args\":{\"cni\":{\"ips\":[\"10.1.1.5/24\"]}}",
            null },
        { "macvlan", "\"master\":\"lo\",\"ipam\":{}", null },
    };

    private static string Missing(string key, string name) =>
        $"the network's '{key}' is '{name}', which does not exist on this node: correct it, or add the interface to "
        + "the node";

    private static string MissingInPod(string key, string name) =>
        $"the network's '{key}' is '{name}', which does not exist in the pod: correct it, or select the network that "
        + "creates it before this one";

    private static string NoInterface(string key, string name) =>
        $"tuning's sysctl '{key}' belongs to the interface '{name}', which does not exist in the pod: write IFNAME in "
        + "place of the name for the network's own interface, or correct the name";

    private static string Absent(string key, string name) =>
        $"the network's '{key}' is '{name}', which is not among the node's interfaces: correct it, or return the "
        + "device to the node";
}
