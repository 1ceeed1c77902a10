using static Ramus.Attachers.Tests.Differential.Cases;

namespace Ramus.Attachers.Tests.Differential;

[Trait("Needs", "Root")]
public sealed class BridgeTests : DifferentialTests
{
    private const string Gateway = "\"isGateway\":true";

    public static IEnumerable<TheoryDataRow<Case>> All => Rows(
    [
        .. Versions.Select(version => Bridge("IPv4", HostLocal(V4)).In(version)),
        .. Versions.Select(version => Bridge("dual stack, gateway", HostLocal(Dual), Gateway).In(version)),
        .. Versions.Where(version => version is not ("0.1.0" or "0.2.0"))
            .Select(version => Layer2("layer 2").In(version)),
        .. Ipams.Select(ipam => Bridge($"{ipam.Name}", ipam.Ipam)),
        .. Ipams.Where(ipam => !ipam.Name.Contains("default"))
            .Select(ipam => Bridge($"{ipam.Name}, default gateway", ipam.Ipam, "\"isDefaultGateway\":true") with
            {
                Fails = ipam.Name.Contains("two addresses"),
            }),
        .. Ipams.Select(ipam => Bridge($"{ipam.Name}, gateway", ipam.Ipam, Gateway) with
        {
            // A bridge has one IPv4 address.
            Fails = ipam.Name.Contains("two addresses"),
        }),
        .. Options.Select(option => Bridge($"IPv4, {option}", HostLocal(V4), option)),
        .. Options.Select(option => Layer2($"layer 2, {option}", option)),
        .. Macs, .. Existing, .. Wrong,
    ]);

    private static readonly string[] Options =
    [
        "\"bridge\":\"br-other\"", "\"mtu\":1300", "\"mtu\":0", "\"mtu\":-1", "\"promiscMode\":true",
        "\"promiscMode\":false", "\"hairpinMode\":true", "\"hairpinMode\":false", "\"isGateway\":false",
        "\"forceAddress\":true", "\"ipMasq\":false", "\"vlan\":0", "\"macspoofchk\":false",
        "\"MTU\":1310,\"Bridge\":\"br-case\"", "\"isGateway\":null,\"mtu\":null",
        "\"isGateway\":true,\"mtu\":1320,\"promiscMode\":true", "\"isGateway\":true,\"hairpinMode\":true",
        "\"dns\":{\"nameservers\":[\"192.0.2.53\"],\"domain\":\"a.example\",\"search\":[\"b.example\"],"
            + "\"options\":[\"ndots:1\"]}",
    ];

    private static IEnumerable<Case> Macs =>
    [
        Layer2("MAC of CNI_ARGS") with { Args = "IgnoreUnknown=1;MAC=02:00:00:00:00:aa" },
        Layer2("MAC of args.cni", """ "args":{"cni":{"mac":"02:00:00:00:00:bb"}} """),
        Layer2("MAC of runtimeConfig", """ "capabilities":{"mac":true} """) with
        {
            Capabilities = """{"mac":"02:00:00:00:00:cc"}""",
        },
        Layer2("all MACs", """ "capabilities":{"mac":true},"args":{"cni":{"mac":"02:00:00:00:00:bb"}} """) with
        {
            Args = "MAC=02:00:00:00:00:aa",
            Capabilities = """{"mac":"02:00:00:00:00:cc"}""",
        },
        Layer2("MAC of args.cni and CNI_ARGS", """ "args":{"cni":{"mac":"02-00-00-00-00-BB"}} """) with
        {
            Args = "MAC=02:00:00:00:00:aa",
        },
        Bridge("MAC with addresses", HostLocal(Dual), Gateway) with
        {
            Args = "IgnoreUnknown=true;K8S_POD_NAME=web;MAC=0200.0000.00aa",
        },
        Layer2("unknown arguments are ignored") with { Args = "IgnoreUnknown=TRUE;FOO=bar" },
    ];

    private static IEnumerable<Case> Existing =>
    [
        Bridge("the bridge exists", HostLocal(V4), Gateway) with
        {
            OnNode = "ip link add br0 address 02:00:00:00:00:ee type bridge",
        },
        Bridge("the bridge has the address", HostLocal(V4), Gateway) with
        {
            OnNode = "ip link add br0 type bridge; ip address add 10.50.0.1/24 dev br0; ip link set br0 up",
        },
        Bridge("the bridge has another address", HostLocal(V4), Gateway) with
        {
            OnNode = "ip link add br0 type bridge; ip address add 10.99.0.1/24 dev br0",
            Fails = true,
        },
        Bridge("another address is replaced", HostLocal(V4), Gateway + ",\"forceAddress\":true") with
        {
            OnNode = "ip link add br0 type bridge; ip address add 10.99.0.1/24 dev br0",
        },
        Bridge("another IPv6 subnet may stay", HostLocal(V6), Gateway) with
        {
            OnNode = "ip link add br0 type bridge; ip address add fd99::1/64 dev br0 nodad",
        },
        Bridge("an overlapping IPv6 subnet may not stay", HostLocal(V6), Gateway) with
        {
            OnNode = "ip link add br0 type bridge; ip address add fd50::5/48 dev br0 nodad",
            Fails = true,
        },
        Layer2("another interface has this name") with { OnNode = "ip link add br0 type veth", Fails = true },
        Layer2("the interface exists in the pod") with { InPod = "ip link add net1 type bridge", Fails = true },
    ];

    private static IEnumerable<Case> Wrong =>
    [
        Layer2("hairpin and promiscuous", "\"hairpinMode\":true,\"promiscMode\":true") with { Fails = true },
        Layer2("mtu is too large", "\"mtu\":100000") with { Fails = true },
        Layer2("mtu is a text", "\"mtu\":\"1400\"") with { Fails = true },
        Layer2("mtu is a fraction", "\"mtu\":1400.5") with { Fails = true },
        Layer2("isGateway is a text", "\"isGateway\":\"true\"") with { Fails = true },
        Layer2("bridge is a number", "\"bridge\":5") with { Fails = true },
        Layer2("bridge is empty", "\"bridge\":\"\"") with { Fails = true },
        Layer2("bridge is too long", "\"bridge\":\"a-very-long-name\"") with { Fails = true },
        Layer2("bridge is a path", "\"bridge\":\"a/b\"") with { Fails = true },
        Layer2("vlan is negative", "\"vlan\":-1") with { Fails = true },
        Layer2("vlan is too large", "\"vlan\":4095") with { Fails = true },
        Layer2("wrong MAC", """ "args":{"cni":{"mac":"nonsense"}} """) with { Fails = true },
        Layer2("multicast MAC", """ "args":{"cni":{"mac":"01:00:00:00:00:01"}} """) with { Fails = true },
        Layer2("arguments without IgnoreUnknown") with { Args = "FOO=bar", Fails = true },
        Layer2("a malformed pair") with { Args = "IgnoreUnknown=1;FOO", Fails = true },
        Layer2("a pair with two signs") with { Args = "IgnoreUnknown=1;FOO=a=b", Fails = true },
        Layer2("IgnoreUnknown is no boolean") with { Args = "IgnoreUnknown=maybe", Fails = true },
        Layer2("layer 2, version 0.2.0") with
        {
            Version = "0.2.0",
            Fails = true,
        },
        Bridge("ipam without ranges", HostLocal("\"routes\":[]")) with { Fails = true },
        Bridge("ipam is a text", "\"host-local\"") with { Fails = true },
        Bridge("ipam.type is a number", """{"type":5}""") with { Fails = true },
        Bridge("a gateway that cannot be reached",
            HostLocal($$"""{{V4}}, "routes":[{"dst":"172.30.0.0/16","gw":"198.51.100.1"}]""")) with { Fails = true },
        Bridge("a route with host bits",
            HostLocal($$"""{{V4}}, "routes":[{"dst":"172.30.0.1/16"}]""")) with { Fails = true },
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void The_same_bridge(Case tested) => Compare(tested);

    private static Case Bridge(string name, string ipam, string more = "\"isDefaultGateway\":false") =>
        new(name, $$"""{"type":"bridge","ipam":{{ipam}},{{Named(more)}}}""");

    // CHECK of the originals looks for an IPAM plugin without a name.
    private static Case Layer2(string name, string more = "\"isDefaultGateway\":false") =>
        new(name, $$"""{"type":"bridge",{{Named(more)}}}""")
        {
            ChecksDiffer = "the original's CHECK fails without ipam",
        };

    private static string Named(string more) =>
        more.Contains("\"bridge\"", StringComparison.OrdinalIgnoreCase) ? more : $"\"bridge\":\"br0\",{more}";
}
