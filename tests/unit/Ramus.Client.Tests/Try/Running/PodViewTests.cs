using System.Text;
using Ramus.Client.Try.Reporting;
using Ramus.Client.Try.Running;
using Ramus.Contract.Cni;

namespace Ramus.Client.Tests.Try.Running;

public sealed class PodViewTests
{
    [Fact]
    public void Interfaces_are_read_from_iproute2()
    {
        var links = PodView.ParseInterfaces(
            """
            [{"ifname":"lo","link_type":"loopback","address":"00:00:00:00:00:00","mtu":65536,"addr_info":[]},{},
             {"ifname":"net1","link_type":"ether","address":"aa:bb:cc:dd:ee:ff","mtu":512,
              "linkinfo":{"info_kind":"macvlan"},
              "addr_info":[{"local":"10.1.1.101","prefixlen":24,"scope":"global"},
                           {"local":"fd00::1","prefixlen":64,"scope":"global"},
                           {"local":"fe80::1","prefixlen":64,"scope":"link"}]}]
            """);

        links.Select(link => (link.Name, link.Kind, link.Mac, link.Mtu, string.Join(' ', link.Addresses))).ShouldBe([
            ("lo", "loopback", "00:00:00:00:00:00", 65536, ""),
            ("net1", "macvlan", "aa:bb:cc:dd:ee:ff", 512, "10.1.1.101/24 fd00::1/64"),
        ]);
    }

    [Fact]
    public void Routes_are_read_from_iproute2_without_link_local_ones() =>
        PodView.ParseRoutes(
            """
            [{"dst":"default","gateway":"10.244.0.1","dev":"eth0"},{"dst":"10.1.1.0/24","dev":"net1"},
             {"dst":"fe80::/64","dev":"net1"},{}]
            """).ShouldBe([new PodRoute("default", "10.244.0.1", "eth0"), new PodRoute("10.1.1.0/24", null, "net1")]);

    [Fact]
    public void A_route_over_several_gateways_is_one_for_each() =>
        PodView.ParseRoutes(
            """
            [{"dst":"fd00:9::/64","protocol":"boot","nexthops":[{"gateway":"fd00::8","dev":"net1","weight":1},
             {"gateway":"fd00::9","dev":"net2","weight":1}]}]
            """).ShouldBe(
            [new PodRoute("fd00:9::/64", "fd00::8", "net1"), new PodRoute("fd00:9::/64", "fd00::9", "net2")]);

    [Theory]
    [InlineData("net.core.somaxconn", "/proc/sys/net/core/somaxconn")]
    [InlineData("net/core/somaxconn", "/proc/sys/net/core/somaxconn")]
    [InlineData("net.ipv4.conf.eth0/100.forwarding", "/proc/sys/net/ipv4/conf/eth0.100/forwarding")]
    [InlineData("net/ipv4/conf/eth0.100/forwarding", "/proc/sys/net/ipv4/conf/eth0.100/forwarding")]
    public void A_sysctl_is_a_file(string name, string path) => PodView.SysctlPath(name).ShouldBe(path);

    [Fact]
    public void A_tuning_plugin_names_its_sysctls()
    {
        const string config = """{"type":"tuning","sysctl":{"net.ipv4.conf.IFNAME.arp_notify":"1"}}""";
        var network = NetworkConfig.Parse(Encoding.UTF8.GetBytes(config), "test", "n");

        PodView.TuningKeys(network.Plugins[0], "net1").ShouldBe(["net.ipv4.conf.net1.arp_notify"]);
    }
}
