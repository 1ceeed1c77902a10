using Ramus.Conformance.Harness;
using static Ramus.Conformance.Harness.Bench;

namespace Ramus.Conformance.Clauses;

/// <summary>Results of delegates in one version, requested in another version.</summary>
internal static class ResultClauses
{
    private static readonly string[] Versions = ["0.1.0", "0.2.0", "0.3.0", "0.3.1", "0.4.0", "1.0.0", "1.1.0"];

    public static IReadOnlyList<Clause> All { get; } =
    [
        new("F57 F74", 'M', Scope.Meta,
            "a delegate of each version below a configuration of each version: address and gateway survive, in "
            + "the right shape", bench =>
        {
            foreach (var from in Versions)
            {
                bench.Delegate(Net("default", from, bench.Plug("primary")));
                bench.Double.Print("primary", "ADD", Sample(from));
                foreach (var to in Versions)
                {
                    RequireSample(Add(bench, to), from, to);
                }
            }
        }),
        new("F58", 'M', Scope.Meta,
            "0.2.0 to 0.3.1 and back to 0.2.0, with routes with and without a gateway", bench =>
        {
            const string old = """
                {"cniVersion":"0.2.0","ip4":{"ip":"10.1.1.2/24","gateway":"10.1.1.1",
                 "routes":[{"dst":"10.2.0.0/16"},{"dst":"0.0.0.0/0","gw":"10.1.1.9"}]},"dns":{}}
                """;
            var newer = Through(bench, old, "0.2.0", "0.3.1");
            Same(Canonical(old), Canonical(Through(bench, newer, "0.3.1", "0.2.0")), "the result");
        }),
        new("F59", 'M', Scope.Meta,
            "a result with every key of 1.1.0, converted to 1.1.0 and back: nothing but the "
            + "version changes", bench =>
        {
            const string rich = """
                {"cniVersion":"1.0.0",
                 "interfaces":[{"name":"eth0","mac":"02:00:00:00:00:01","mtu":1400,"sandbox":"/x","socketPath":"/s",
                                "pciID":"0000:03:02.0"}],
                 "ips":[{"interface":0,"address":"10.1.1.2/24","gateway":"10.1.1.1"}],
                 "routes":[{"dst":"0.0.0.0/0","gw":"10.1.1.1","mtu":1300,"advmss":1200,"priority":5,"table":100,"scope":0}],
                 "dns":{"nameservers":["10.0.0.10"]}}
                """;
            var newer = Through(bench, rich, "1.0.0", "1.1.0");
            Same(Canonical(rich.Replace("1.0.0", "1.1.0", StringComparison.Ordinal)), Canonical(newer), "in 1.1.0");
            Same(Canonical(rich), Canonical(Through(bench, newer, "1.1.0", "1.0.0")), "and back");
        }),
        new("F60", 'M', Scope.Meta,
            "1.1.0 with two IPv4 and one IPv6 address, requested in 0.1.0: the first of each family", bench =>
        {
            const string many = """
                {"cniVersion":"1.1.0","ips":[{"address":"10.1.1.2/24"},{"address":"10.1.1.3/24"},{"address":"fd00::2/64"}],
                 "routes":[{"dst":"0.0.0.0/0","gw":"10.1.1.1"},{"dst":"::/0","gw":"fd00::1"}]}
                """;
            var old = System.Text.Json.JsonDocument.Parse(Through(bench, many, "1.1.0", "0.1.0")).RootElement;
            Same("\"10.1.1.2/24\"", At(old, "ip4", "ip"), "ip4.ip");
            Same("\"fd00::2/64\"", At(old, "ip6", "ip"), "ip6.ip");
            Same("\"::/0\"", At(old, "ip6", "routes", "0", "dst"), "route of ip6");
        }),
        new("F61", 'M', Scope.Meta,
            "a result without an address, requested in 0.2.0: an error, and the attachment is undone", bench =>
        {
            bench.Delegate(Net("default", "1.0.0", bench.Plug("primary")));
            bench.Double.Print(
                "primary",
                "ADD",
                """{"cniVersion":"1.0.0","interfaces":[{"name":"eth0","sandbox":"/x"}]}""");
            RequireWords(bench.Failed("ADD", bench.Conf("0.2.0")), "no valid IP addresses");
            bench.Expect("primary ADD eth0", "primary DEL eth0");
        }),
        new("F62", 'M', Scope.Meta, "ips[].interface is 0, missing or null: 0 is kept, the others are absent", bench =>
        {
            const string three = """
                {"cniVersion":"1.0.0","interfaces":[{"name":"eth0","sandbox":"/x"}],
                 "ips":[{"address":"10.1.1.2/24","interface":0},{"address":"10.1.1.3/24"},{"address":"10.1.1.4/24","interface":null}]}
                """;
            var result = System.Text.Json.JsonDocument.Parse(Through(bench, three, "1.0.0", "0.3.1")).RootElement;
            Same("0", At(result, "ips", "0", "interface"), "interface of the first");
            Require(
                At(result, "ips", "1", "interface") is null && At(result, "ips", "2", "interface") is null,
                $"{result}");
        }),
        new("M1", 'M', Scope.Meta, "VERSION lists 0.1.0 and every later version", bench =>
        {
            foreach (var version in Versions)
            {
                Require(bench.Profile.Supports(version), $"{version} is missing");
            }
        }),
    ];

    private static string Sample(string version) => (version[0], version[2]) switch
    {
        ('0', < '3') => Tagged(version, """ "ip4":{"ip":"10.1.1.2/24","gateway":"10.1.1.1"},"dns":{} """),
        ('0', _) =>
            Tagged(version, """ "ips":[{"version":"4","address":"10.1.1.2/24","gateway":"10.1.1.1"}],"dns":{} """),
        _ => Tagged(version, """ "ips":[{"address":"10.1.1.2/24","gateway":"10.1.1.1"}] """),
    };

    private static string Tagged(string version, string keys) => $"{{\"cniVersion\":\"{version}\",{keys}}}";

    private static void RequireSample(string result, string from, string to) =>
        Same(Canonical(Sample(to)), Canonical(result), $"result of {from} in {to}");

    // Our output in version `to` when the default network of version `from` prints `result`.
    private static string Through(Bench bench, string result, string from, string to)
    {
        bench.Delegate(Net("default", from, bench.Plug("primary")));
        bench.Double.Print("primary", "ADD", result);
        return Add(bench, to);
    }

    // One container for all versions: it is deleted afterwards.
    private static string Add(Bench bench, string version)
    {
        var output = bench.Added(bench.Conf(version)).Output;
        bench.Deleted(bench.Conf(version));
        return output;
    }
}
