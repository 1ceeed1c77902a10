using System.Text.Json;
using Ramus.Conformance.Harness;
using static Ramus.Conformance.Harness.Bench;

namespace Ramus.Conformance.Clauses;

/// <summary>network-status, as the plugin leaves it for the node agent to publish.</summary>
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
        new("M26", 'S', Scope.Meta,
            "an empty result of the default network, and of another network: an entry of each nevertheless", bench =>
        {
            bench.DefineTwo();
            bench.Double.Print("primary", "ADD", "{}");
            bench.Double.Print("blue", "ADD", "{}");
            bench.Added(bench.For("blue,red"));
            var status = Status(bench);
            Same(
                "default,shop/blue,shop/red",
                string.Join(',', status.EnumerateArray().Select(entry => entry.GetProperty("name").GetString())),
                "names");
            Require(At(status, "1", "ips") is null or "[]", $"ips: {At(status, "1", "ips")}");
        }),
        new("M26", 'M', Scope.Meta,
            "a MAC address in the spellings 02-AA-… and 02AA.…: the entry has the canonical one", bench =>
        {
            foreach (var mac in (string[])["02-AA-00-00-00-07", "02AA.0000.0007", "02:AA:00:00:00:07"])
            {
                using var pod = bench.NewPod();
                bench.Double.Print(
                    "primary",
                    "ADD",
                    $$"""{"cniVersion":"1.0.0","interfaces":[{"name":"eth0","mac":"{{mac}}","sandbox":"/x"}]}""");
                bench.Added(null, pod);
                Same("\"02:aa:00:00:00:07\"", At(Status(bench, pod), "0", "mac"), mac);
            }
        }),
        new("DI8", 'M', Scope.Meta,
            "a network whose plugin makes no interface, as for a userspace driver: its entry has the device-info",
            bench =>
        {
            DefineWithDeviceInfo(bench, "{}");
            bench.Added(bench.For("blue"));
            Same("\"shop/blue\"", At(Status(bench), "1", "name"), "name");
            Same("\"memif\"", At(Status(bench), "1", "device-info", "type"), "type in device-info");
        }),
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
            "addresses without index: with one interface in the pod its own, with two those of the last one", bench =>
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
            "default routes in the result: their gateways; for one without, that of the address, if it has one",
            bench =>
        {
            const string result = """
                {"cniVersion":"1.0.0","interfaces":[{"name":"eth0","sandbox":"/x"}],"ips":[{"address":"10.1.1.2/24","interface":0}],
                 "routes":[{"dst":"0.0.0.0/0","gw":"10.1.1.1"},{"dst":"::/0","gw":"fd00::1"},{"dst":"10.0.0.0/8","gw":"10.1.1.9"}]}
                """;
            Same("""["10.1.1.1","fd00::1"]""", At(Of(bench, result), "0", "gateway"), "gateway");
            var without = Of(bench, result.Replace(",\"gw\":\"10.1.1.1\"", "", StringComparison.Ordinal));
            Require(At(without, "0", "gateway") is "[\"fd00::1\"]", $"gateway: {At(without, "0", "gateway")}");
            var derived = Of(bench, """
                {"cniVersion":"1.0.0","interfaces":[{"name":"eth0","sandbox":"/x"}],
                 "ips":[{"address":"10.1.1.2/24","gateway":"10.1.1.1","interface":0}],"routes":[{"dst":"0.0.0.0/0"}]}
                """);
            Same("""["10.1.1.1"]""", At(derived, "0", "gateway"), "gateway of the address");
        }),
        new("X27 F85", 'I', Scope.Meta,
            "the report names the pod's UID, so that no other pod of the same name gets it; DEL removes it", bench =>
        {
            bench.Added();
            var report = Report(bench);
            Same("\"uid\"", At(report, "pod", "uid"), "pod.uid");
            bench.Deleted();
            Require(!File.Exists(ReportPath(bench)), "the report still exists");
        }),
        new("DI3 DI6 DI8 DI9", 'M', Scope.Meta,
            "capability CNIDeviceInfoFile: the plugin gets a path, its file is in device-info, DEL "
            + "removes it", bench =>
        {
            DefineWithDeviceInfo(bench, """{"ips":[{"address":"10.1.1.5/24"}]}""");
            bench.Added(bench.For("blue"));
            var given = bench.Seen("primary ADD eth0", "blue ADD net1")[1].Input;
            Require(At(given, "runtimeConfig", "CNIDeviceInfoFile") is not null, "no path is given");
            Same("\"memif\"", At(Status(bench), "1", "device-info", "type"), "type in device-info");
            bench.Deleted();
            Require(
                !File.Exists(given.GetProperty("runtimeConfig").GetProperty("CNIDeviceInfoFile").GetString()),
                "the file still exists");
        }),
    ];

    private static void DefineWithDeviceInfo(Bench bench, string result)
    {
        bench.Define(
            "shop/blue",
            Net("blue", "1.0.0", bench.Plug("blue", """ "capabilities":{"CNIDeviceInfoFile":true} """)));
        bench.Double.Do("blue", "ADD", $$$"""
            path=$(sed -n 's/.*"CNIDeviceInfoFile": *"\([^"]*\)".*/\1/p' "$call.in"); [ -z "$path" ] ||
            echo '{"type":"memif","version":"1.1.0","memif":{"role":"master","path":"/s","mode":"ethernet"}}' >"$path"
            echo '{{{result}}}'
            """);
    }

    private static string ReportPath(Bench bench, Pod? pod = null) =>
        $"{bench.Scratch}/state/spool/{(pod ?? bench.Pod).Id}.json";

    private static JsonElement Report(Bench bench, Pod? pod = null)
    {
        SkipUnless(bench.Profile.TakesRenderedNetworks, "the plugin publishes the status itself, through the API");
        return JsonDocument.Parse(File.ReadAllText(ReportPath(bench, pod))).RootElement;
    }

    private static JsonElement Status(Bench bench, Pod? pod = null) =>
        JsonDocument.Parse(Report(bench, pod).GetProperty("networkStatus").GetString()!).RootElement;

    private static string Count(JsonElement status) => Convert.ToString(status.GetArrayLength(), null);

    private static JsonElement Of(Bench bench, string result)
    {
        bench.Double.Print("primary", "ADD", result);
        bench.Added();
        return Status(bench);
    }
}
