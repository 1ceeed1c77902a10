using static Ramus.Attachers.Tests.Differential.Cases;

namespace Ramus.Attachers.Tests.Differential;

/// <summary>host-local and static, below a bridge.</summary>
[Trait("Needs", "Root")]
public sealed class AddressTests : DifferentialTests
{
    public static IEnumerable<TheoryDataRow<Case>> All => Rows(
        [.. HostLocals, .. Requests, .. Leases, .. WrongHostLocals, .. Statics, .. WrongStatics]);

    private static IEnumerable<Case> HostLocals =>
    [
        Below("subnet", HostLocal(""" "subnet":"10.50.0.0/16" """)),
        Below("subnet and ranges", HostLocal(""" "subnet":"10.60.0.0/24","ranges":[[{"subnet":"10.50.0.0/24"}]] """)),
        Below("gateway of the old form", HostLocal(""" "subnet":"10.50.0.0/24","gateway":"10.50.0.254" """)),
        Below("the smallest subnet", HostLocal(""" "subnet":"10.50.0.4/30" """)),
        Below("the smallest IPv6 subnet", HostLocal(""" "subnet":"fd50::4/126" """)),
        Below("a range that starts with the gateway",
            HostLocal(""" "subnet":"10.50.0.0/24","rangeStart":"10.50.0.1","rangeEnd":"10.50.0.2" """)),
        Below("an IPv6 range", HostLocal(""" "subnet":"fd50::/64","rangeStart":"fd50::ff","rangeEnd":"fd50::1ff" """)),
        Below("two ranges in a set",
            HostLocal(""" "ranges":[[{"subnet":"10.50.0.0/24"},{"subnet":"10.51.0.0/24"}]] """)),
        Below("an empty directory", """{"type":"host-local","subnet":"10.50.0.0/24","dataDir":"DATA/a/b"}"""),
        Below("keys of another case",
            """{"TYPE":"host-local","Subnet":"10.50.0.0/24","datadir":"DATA","RangeStart":"10.50.0.7"}"""),
        Below("resolv.conf", HostLocal($$"""{{V4}},"resolvConf":"DATA/resolv" """)) with
        {
            OnNode = "printf 'nameserver 192.0.2.53\n# x\nsearch a b\noptions ndots:2\n' >DATA/resolv",
            Plugin = Ptp(HostLocal($$"""{{V4}},"resolvConf":"DATA/resolv" """)),
        },
        Below("capability ipRanges", HostLocal("\"routes\":[]"), "\"ipRanges\"") with
        {
            Capabilities = """{"ipRanges":[[{"subnet":"10.50.0.0/24","rangeStart":"10.50.0.40"}]]}""",
        },
        Below("capability ipRanges before ranges", HostLocal(""" "subnet":"10.60.0.0/24" """), "\"ipRanges\"") with
        {
            Capabilities = """{"ipRanges":[[{"Subnet":"10.50.0.0/24","RangeStart":"10.50.0.40"}]]}""",
        },
    ];

    private static IEnumerable<Case> Requests =>
    [
        Below("IP of CNI_ARGS", HostLocal(V4)) with { Args = "IgnoreUnknown=1;IP=10.50.0.33" },
        Below("IP of CNI_ARGS with a prefix", HostLocal(V4)) with { Args = "IP=10.50.0.33/24;IgnoreUnknown=1" },
        Below("IPs of args.cni", HostLocal(Dual), "", """ "args":{"cni":{"ips":["fd50::33","10.50.0.33/24"]}} """),
        Below("IPs of a capability", HostLocal(Dual), "\"ips\"") with
        {
            Capabilities = """{"ips":["10.50.0.33/24","fd50::33/64"]}""",
        },
        Below("IPs of two sources", HostLocal(Dual), "\"ips\"") with
        {
            Args = "IgnoreUnknown=1;IP=10.50.0.34",
            Capabilities = """{"ips":["fd50::33/64"]}""",
        },
        Below("the same IP twice", HostLocal(V4), "\"ips\"") with
        {
            Args = "IgnoreUnknown=1;IP=10.50.0.34",
            Capabilities = """{"ips":["10.50.0.34/24"]}""",
        },
        Below("an IP outside", HostLocal(V4)) with { Args = "IgnoreUnknown=1;IP=10.77.0.1", Fails = true },
        Below("the gateway's IP", HostLocal(V4)) with { Args = "IgnoreUnknown=1;IP=10.50.0.1", Fails = true },
        Below("two IPs for one set", HostLocal(V4), "\"ips\"") with
        {
            Capabilities = """{"ips":["10.50.0.34/24","10.50.0.35/24"]}""",
            Fails = true,
        },
        Below("a taken IP", HostLocal(V4)) with
        {
            Args = "IgnoreUnknown=1;IP=10.50.0.33",
            OnNode = "mkdir DATA/net; printf 'other\r\neth0' >DATA/net/10.50.0.33",
            Fails = true,
        },
        Below("a wrong IP", HostLocal(V4)) with { Args = "IgnoreUnknown=1;IP=10.50.0", Fails = true },
    ];

    private static IEnumerable<Case> Leases =>
    [
        Leased("after the last one", "printf 10.50.0.9 >DATA/net/last_reserved_ip.0"),
        Leased("the last one is outside", "printf 10.99.0.9 >DATA/net/last_reserved_ip.0"),
        Leased("the last one is nonsense", "echo nonsense >DATA/net/last_reserved_ip.0"),
        Leased("the last one is the end", "printf 10.50.0.254 >DATA/net/last_reserved_ip.0"),
        Leased("taken ones", "for i in 2 3 5; do printf 'other\r\neth0' >DATA/net/10.50.0.$i; done"),
        Leased("a torn lease is taken", "true >DATA/net/10.50.0.2"),
        Leased("leases of the same container", "printf 'pod-1\r\neth0' >DATA/net/10.50.0.2"),
        Leased("own lease in another range", "printf 'pod-1\r\nnet1' >DATA/net/10.99.0.2"),
        Leased("own lease", "printf 'pod-1\r\nnet1' >DATA/net/10.50.0.2") with { Fails = true },
        Leased("own lease of an old version", "printf pod-1 >DATA/net/10.50.0.2") with { Fails = true },
        Leased("files of others", "mkdir DATA/net/sub; echo x >DATA/net/README"),
        Below("all taken", HostLocal(""" "subnet":"10.50.0.0/30" """)) with
        {
            OnNode = "mkdir DATA/net; printf 'other\r\neth0' >DATA/net/10.50.0.2",
            Fails = true,
        },
        Below("all taken but the first", HostLocal(""" "subnet":"10.50.0.0/29" """)) with
        {
            OnNode = "mkdir DATA/net; for i in 3 4 5 6; do printf 'other\r\neth0' >DATA/net/10.50.0.$i; done; "
                + "printf 10.50.0.6 >DATA/net/last_reserved_ip.0",
        },
    ];

    private static IEnumerable<Case> WrongHostLocals => new[]
    {
        "\"subnet\":\"10.50.0.1/24\"", "\"subnet\":\"10.50.0.0/31\"", "\"subnet\":\"10.50.0.0/32\"", "\"subnet\":\"x\"",
        "\"subnet\":\"10.50.0.0\"", "\"subnet\":5", "\"subnet\":\"fd50::/127\"", "\"ranges\":[]", "\"ranges\":[[]]",
        "\"ranges\":{}", "\"ranges\":[{\"subnet\":\"10.50.0.0/24\"}]",
        "\"subnet\":\"10.50.0.0/24\",\"rangeStart\":\"10.51.0.1\"",
        "\"subnet\":\"10.50.0.0/24\",\"rangeEnd\":\"10.51.0.1\"",
        "\"subnet\":\"10.50.0.0/24\",\"rangeStart\":\"10.50.0.9\",\"rangeEnd\":\"10.50.0.8\"",
        "\"subnet\":\"10.50.0.0/24\",\"rangeStart\":\"nonsense\"", "\"subnet\":\"10.50.0.0/24\",\"gateway\":\"x\"",
        "\"ranges\":[[{\"subnet\":\"10.50.0.0/24\"},{\"subnet\":\"fd50::/64\"}]]",
        "\"ranges\":[[{\"subnet\":\"10.50.0.0/24\"},{\"subnet\":\"10.50.0.0/25\"}]]",
        "\"ranges\":[[{\"subnet\":\"10.50.0.0/24\"}],[{\"subnet\":\"10.50.0.0/16\"}]]",
        "\"subnet\":\"10.50.0.0/24\",\"routes\":[{\"dst\":\"x\"}]", "\"subnet\":\"10.50.0.0/24\",\"routes\":{}",
        "\"subnet\":\"10.50.0.0/24\",\"routes\":[{\"dst\":\"10.0.0.0/8\",\"gw\":\"x\"}]",
        "\"subnet\":\"10.50.0.0/24\",\"resolvConf\":\"/nosuch\"", "\"subnet\":\"10.50.0.0/24\",\"resolvConf\":5",
    }.Select(wrong => Below($"wrong: {wrong}", HostLocal(wrong)) with { Fails = true })
        .Append(Below("two addresses of a family, version 0.2.0",
            HostLocal(""" "ranges":[[{"subnet":"10.50.0.0/24"}],[{"subnet":"10.51.0.0/24"}]] """)) with
        {
            Version = "0.2.0",
            Fails = true,
        });

    private static IEnumerable<Case> Statics =>
    [
        Below("static without a gateway", Static("""{"address":"10.50.0.9/24"}""")),
        Below("static IPv6", Static("""{"address":"fd50::9/64","gateway":"fd50::1"}""")),
        Below("static with a prefix of 32", Static("""{"address":"10.50.0.9/32"}""")) with
        {
            ChecksDiffer = "the original looks for a route to the subnet of a single address",
        },
        Below("static of CNI_ARGS", """{"type":"static"}""") with
        {
            Args = "IgnoreUnknown=1;IP=10.50.0.9/24, fd50::9/64;GATEWAY=10.50.0.1,fd50::1",
        },
        Below("static of CNI_ARGS, added", Static("""{"address":"10.51.0.9/24","gateway":"10.51.0.1"}""")) with
        {
            Args = "IgnoreUnknown=1;IP=10.50.0.9/24;GATEWAY=10.51.0.2",
        },
        Below("static of args.cni", Static("""{"address":"10.51.0.9/24"}"""), "",
            """ "args":{"cni":{"ips":["10.50.0.9/24","fd50::9/64"]}} """),
        Below("static of a capability", Static("""{"address":"10.51.0.9/24"}"""), "\"ips\"") with
        {
            Capabilities = """{"ips":["10.50.0.9/24","fd50::9/64"]}""",
        },
        Below("static of all", Static("""{"address":"10.51.0.9/24"}"""), "\"ips\"",
            """ "args":{"cni":{"ips":["10.52.0.9/24"]}} """) with
        {
            Args = "IgnoreUnknown=1;IP=10.53.0.9/24",
            Capabilities = """{"ips":["10.50.0.9/24"]}""",
        },
        Below("static with routes", """
            {"type":"static","addresses":[{"address":"10.50.0.9/24","gateway":"10.50.0.1"},
             {"address":"fd50::9/64","gateway":"fd50::1"}],"routes":[{"dst":"172.30.0.0/16"},{"dst":"fd60::/48"}]}
            """) with
        {
            ChecksDiffer = "before version 1.2, the originals look for a route without a gateway",
        },
        Below("static with DNS", "{}") with
        {
            Plugin = Ptp("""
                {"type":"static","addresses":[{"address":"10.50.0.9/24","gateway":"10.50.0.1"}],
                 "dns":{"nameservers":["192.0.2.53"],"domain":"a.example","search":["b"],"options":["c"]}}
                """),
        },
    ];

    private static IEnumerable<Case> WrongStatics =>
    [
        .. new[]
        {
            """{"address":"10.50.0.9"}""", """{"address":"x/24"}""", """{"address":5}""", "{}", "5",
            """{"address":"10.50.0.9/24","gateway":"x"}""", """{"address":"10.50.0.9/33"}""",
        }.Select(wrong => Below($"wrong static: {wrong}", Static(wrong)) with { Fails = true }),
        Below("static of CNI_ARGS without a prefix", Static("""{"address":"10.51.0.9/24"}""")) with
        {
            Args = "IgnoreUnknown=1;IP=10.50.0.9",
            Fails = true,
        },
        Below("static with a wrong gateway in CNI_ARGS", """{"type":"static"}""") with
        {
            Args = "IgnoreUnknown=1;IP=10.50.0.9/24;GATEWAY=x",
            Fails = true,
        },
        Below("static, two addresses, version 0.2.0",
            Static("""{"address":"10.50.0.9/24"},{"address":"10.50.0.10/24"}""")) with
        {
            Version = "0.2.0",
            Fails = true,
        },
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void The_same_addresses(Case tested) => Compare(tested);

    private static Case Leased(string name, string onNode) => Below(name, HostLocal(V4)) with
    {
        OnNode = $"mkdir DATA/net; {onNode}",
    };

    private static string Static(string addresses) => $$"""{"type":"static","addresses":[{{addresses}}]}""";

    private static string Ptp(string ipam) => $$"""{"type":"ptp","ipam":{{ipam}}}""";

    private static Case Below(string name, string ipam, string capability = "", string more = "\"mtu\":0")
    {
        var capabilities = capability.Length == 0 ? "{}" : $"{{{capability}:true}}";
        return new Case(
            name,
            $$"""{"type":"macvlan","master":"uplink","capabilities":{{capabilities}},"ipam":{{ipam}},{{more}}}""");
    }
}
