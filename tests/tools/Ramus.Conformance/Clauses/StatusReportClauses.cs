using System.Text.Json;
using Ramus.Conformance.Harness;
using static Ramus.Conformance.Harness.Bench;

namespace Ramus.Conformance.Clauses;

/// <summary>network-status, as it is left for whoever publishes it.</summary>
internal static class StatusReportClauses
{
    public static IReadOnlyList<Clause> All { get; } =
    [
        new("M25 M27 M28 F83", 'M', Scope.Meta,
            "a pod with two networks: three entries, the default network's is the only one with default", bench =>
        {
            bench.DefineTwo();
            bench.Added(bench.For("blue,red"));
            var status = Status(bench);
            Same("3", Count(status), "entries");
            Same(
                "default,shop/blue,shop/red",
                string.Join(',', status.EnumerateArray().Select(entry => entry.GetProperty("name").GetString())),
                "names");
            Same("true,,", string.Join(',', status.EnumerateArray().Select(entry => At(entry, "default"))), "default");
        }),
        new("M26 F79", 'M', Scope.Meta, "interface, ips, mac and dns are those of the result", bench =>
        {
            var status = Of(bench, """
                {"cniVersion":"1.0.0","interfaces":[{"name":"eth0","mac":"02:00:00:00:00:07","sandbox":"/x"}],
                 "ips":[{"address":"10.1.1.2/24","interface":0}],"dns":{"nameservers":["10.0.0.10"],"domain":"d","search":["s"]}}
                """);
            Same("\"eth0\"", At(status, "0", "interface"), "interface");
            Same("[\"10.1.1.2\"]", At(status, "0", "ips"), "ips");
            Same("\"02:00:00:00:00:07\"", At(status, "0", "mac"), "mac");
            Same("""{"domain":"d","nameservers":["10.0.0.10"],"search":["s"]}""", At(status, "0", "dns"), "dns");
        }),
        new("M26 M27", 'M', Scope.Meta,
            "a result of 0.2.0, which has no interfaces: an entry with its addresses, marked default", bench =>
        {
            bench.Delegate(Net("default", "0.2.0", bench.Plug("primary")));
            bench.Added();
            Require(At(Status(bench), "0", "ips") is ['[', '"', ..], $"no addresses: {Status(bench)}");
            Same("true", At(Status(bench), "0", "default"), "default");
        }),
        new("M26", 'S', Scope.Meta, "a result that says nothing: an entry all the same", bench =>
            Same("\"default\"", At(Of(bench, "{}"), "0", "name"), "name")),
        new("F82", 'I', Scope.Meta, "interfaces of the host in the result: no entries", bench =>
        {
            var status = Of(bench, """
                {"cniVersion":"1.0.0","interfaces":[{"name":"cni0"},{"name":"veth1"},{"name":"eth0","sandbox":"/x"}],
                 "ips":[{"address":"10.1.1.2/24","interface":2}]}
                """);
            Same("1", Count(status), "entries");
            Same("\"eth0\"", At(status, "0", "interface"), "interface");
        }),
        new("F80 X33", 'I', Scope.Meta,
            "two interfaces in the pod, addresses by index, a gateway on the second: two entries, the second is "
            + "the default", bench =>
        {
            var status = Of(bench, """
                {"cniVersion":"1.0.0","interfaces":[{"name":"eth0","sandbox":"/x"},{"name":"eth1","sandbox":"/x"}],
                 "ips":[{"address":"10.1.2.2/24","gateway":"10.1.2.1","interface":1},{"address":"10.1.1.2/24","interface":0}],
                 "routes":[{"dst":"0.0.0.0/0","gw":"10.1.2.1"}]}
                """);
            Same("2", Count(status), "entries");
            Same("[\"10.1.1.2\"]", At(status, "0", "ips"), "ips of the first");
            Same("[\"10.1.2.2\"]", At(status, "1", "ips"), "ips of the second");
            Same(
                "1",
                Convert.ToString(status.EnumerateArray().Count(entry => At(entry, "default") == "true"), null),
                "entries with default");
        }),
        new("F81 X34", 'I', Scope.Meta,
            "addresses without index: with one interface in the pod its own, with two the last one's", bench =>
        {
            var one = Of(bench, """{"cniVersion":"1.0.0","interfaces":[{"name":"eth0","sandbox":"/x"}],"ips":[{"address":"10.1.1.2/24"}]}""");
            Same("[\"10.1.1.2\"]", At(one, "0", "ips"), "ips");
            var two = Of(bench, """
                {"cniVersion":"1.0.0","interfaces":[{"name":"eth0","sandbox":"/x"},{"name":"eth1","sandbox":"/x"}],
                 "ips":[{"address":"10.1.1.2/24"}]}
                """);
            Same("[\"10.1.1.2\"]", At(two, "1", "ips"), "ips of the last");
        }),
        new("F84", 'I', Scope.Meta, "a single interface without sandbox: one entry", bench =>
        {
            var status = Of(bench, """{"cniVersion":"1.0.0","interfaces":[{"name":"eth0"}],"ips":[{"address":"10.1.1.2/24","interface":0}]}""");
            Same("1", Count(status), "entries");
            Same("[\"10.1.1.2\"]", At(status, "0", "ips"), "ips");
        }),
        new("F79 X35", 'I', Scope.Meta,
            "default routes in the result: their gateways; one without a gateway adds nothing", bench =>
        {
            const string result = """
                {"cniVersion":"1.0.0","interfaces":[{"name":"eth0","sandbox":"/x"}],"ips":[{"address":"10.1.1.2/24","interface":0}],
                 "routes":[{"dst":"0.0.0.0/0","gw":"10.1.1.1"},{"dst":"::/0","gw":"fd00::1"},{"dst":"10.0.0.0/8","gw":"10.1.1.9"}]}
                """;
            Same("""["10.1.1.1","fd00::1"]""", At(Of(bench, result), "0", "gateway"), "gateway");
            var without = Of(bench, result.Replace(",\"gw\":\"10.1.1.1\"", "", StringComparison.Ordinal));
            Require(At(without, "0", "gateway") is "[\"fd00::1\"]", $"gateway: {At(without, "0", "gateway")}");
        }),
        new("X27 F85", 'I', Scope.Meta,
            "the report names the pod's UID, so that another pod of the name is not told; DEL takes the report "
            + "away", bench =>
        {
            bench.Added();
            var report = Report(bench);
            Same("\"uid\"", At(report, "pod", "uid"), "pod.uid");
            bench.Deleted();
            Require(!File.Exists(ReportPath(bench)), "the report is still there");
        }),
        new("DI3 DI6 DI8 DI9", 'M', Scope.Meta,
            "capability CNIDeviceInfoFile: the plugin is given a path, what it writes is in device-info, DEL "
            + "removes it", bench =>
        {
            bench.Define(
                "shop/blue",
                Net("blue", "1.0.0", bench.Plug("blue", """ "capabilities":{"CNIDeviceInfoFile":true} """)));
            bench.Double.Do("blue", "ADD", """
                path=$(sed -n 's/.*"CNIDeviceInfoFile": *"\([^"]*\)".*/\1/p' "$call.in"); [ -z "$path" ] ||
                echo '{"type":"memif","version":"1.1.0","memif":{"role":"master","path":"/s","mode":"ethernet"}}' >"$path"
                echo '{"ips":[{"address":"10.1.1.5/24"}]}'
                """);
            bench.Added(bench.For("blue"));
            var given = bench.Seen("primary ADD eth0", "blue ADD net1")[1].Input;
            Require(At(given, "runtimeConfig", "CNIDeviceInfoFile") is not null, "no path is given");
            Same("\"memif\"", At(Status(bench), "1", "device-info", "type"), "type in device-info");
            bench.Deleted();
            Require(
                !File.Exists(given.GetProperty("runtimeConfig").GetProperty("CNIDeviceInfoFile").GetString()),
                "the file is still there");
        }),
    ];

    private static string ReportPath(Bench bench) => $"{bench.Scratch}/state/spool/{bench.Pod.Id}.json";

    private static JsonElement Report(Bench bench)
    {
        SkipUnless(bench.Profile.TakesRenderedNetworks, "it publishes the status itself, through the API");
        return JsonDocument.Parse(File.ReadAllText(ReportPath(bench))).RootElement;
    }

    private static JsonElement Status(Bench bench) =>
        JsonDocument.Parse(Report(bench).GetProperty("networkStatus").GetString()!).RootElement;

    private static string Count(JsonElement status) => Convert.ToString(status.GetArrayLength(), null);

    private static JsonElement Of(Bench bench, string result)
    {
        bench.Double.Print("primary", "ADD", result);
        bench.Added();
        return Status(bench);
    }
}
