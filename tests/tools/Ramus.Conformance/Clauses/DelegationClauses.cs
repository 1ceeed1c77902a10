using System.Text.Json.Nodes;
using Ramus.Conformance.Harness;
using static Ramus.Conformance.Harness.Bench;

namespace Ramus.Conformance.Clauses;

/// <summary>
/// The specification's requirements for a plugin that calls other plugins. The double is the default network, or the
/// IPAM plugin.
/// </summary>
internal static class DelegationClauses
{
    public static IReadOnlyList<Clause> All { get; } =
    [
        new("P12 G28 G29", 'M', Scope.Delegating,
            "STATUS while the delegate answers with code 50, then with 51", bench =>
        {
            bench.NeedsVersion("1.1.0");
            foreach (var code in (int[])[50, 51])
            {
                bench.Double.Install("primary");
                bench.Double.Fail("primary", "STATUS", code, "status failed");
                RequireError(bench.Call("STATUS", bench.Delegating("1.1.0")), code, "status failed");
            }
        }),
        new("P13", 'S', Scope.Meta,
            "GC while the first delegate of the list fails: the second is called, the error is reported", bench =>
        {
            bench.NeedsVersion("1.1.0");
            bench.Delegate(Net("default", "1.1.0", bench.Plug("one"), bench.Plug("two")));
            bench.Double.Fail("one", "GC", 107, "cannot sweep");
            RequireWords(bench.Call("GC", Valid(bench)), "cannot sweep");
            bench.Expect("one GC", "two GC");
        }),
        new("P14", 'M', Scope.Delegating, "GC reaches the delegate", bench =>
        {
            bench.NeedsVersion("1.1.0");
            bench.Delegating("1.1.0");
            bench.Succeeded(
                "GC",
                bench.Delegating("1.1.0", json => json["cni.dev/valid-attachments"] = new JsonArray()));
            bench.Expect("primary GC");
        }),
        new("P17", 'M', Scope.Delegating, "environment, configuration and standard error of the delegate", bench =>
        {
            var conf = bench.Delegating("1.0.0", Unknown);
            if (bench.Profile.IsMeta)
            {
                bench.Delegate(Net("default", "1.0.0", bench.Plug("primary", "\"vendor\":{\"key\":\"kept\"}")));
                conf = bench.Conf("1.0.0");
            }

            bench.Added(conf, null, "CONFORMANCE=inherited");
            var call = bench.Double.Calls[0];
            Same(bench.Pod.Id, call.ContainerId, "CNI_CONTAINERID");
            Same(bench.Pod.Netns, call.Variable("CNI_NETNS"), "CNI_NETNS");
            Same("eth0", call.Interface, "CNI_IFNAME");
            Same("inherited", call.Variable("CONFORMANCE"), "a variable that CNI does not know");
            Same("\"kept\"", At(call.Input, "vendor", "key"), "a key that only the delegate knows");
        }),
        new("P17", 'S', Scope.Delegating, "a delegate's standard error appears on our standard error", bench =>
        {
            var conf = bench.Delegating("1.0.0");
            bench.Double.Do("primary", "DEL", "echo a word of warning >&2");
            bench.Added(conf);
            var answer = bench.Deleted(conf);
            Require(answer.ErrorOutput.Contains("a word of warning", StringComparison.Ordinal), $"{answer}");
        }),
        new("P18", 'M', Scope.Delegating, "DEL reaches the delegate, and we return its error", bench =>
        {
            var conf = bench.Delegating("0.4.0");
            bench.Added(conf);
            bench.Double.Fail("primary", "DEL", 107, "cannot let go");
            RequireWords(bench.Call("DEL", conf), "cannot let go");
        }),
        new("P18", 'M', Scope.Delegating, "CHECK reaches the delegate, and we return its error", bench =>
        {
            var conf = bench.Delegating("0.4.0");
            var result = bench.Added(conf).Json!.Value.GetRawText();
            bench.Double.Fail("primary", "CHECK", 107, "not as it was");
            var check = bench.Profile.IsMeta
                ? conf
                : bench.Delegating("0.4.0", json => json["prevResult"] = JsonNode.Parse(result));
            RequireWords(bench.Call("CHECK", check), "not as it was");
        }),
        new("P18", 'M', Scope.Delegating, "we return the error of a delegate's GC", bench =>
        {
            bench.NeedsVersion("1.1.0");
            bench.Double.Fail("primary", "GC", 107, "cannot sweep");
            RequireWords(
                bench.Call(
                    "GC", bench.Delegating("1.1.0", json => json["cni.dev/valid-attachments"] = new JsonArray())),
                "cannot sweep");
        }),
        new("P19 R8", 'S', Scope.Delegating, "ADD while the delegate fails: it gets a DEL before we fail", bench =>
        {
            var conf = bench.Delegating("1.0.0");
            if (!bench.Profile.IsMeta)
            {
                // An IPAM plugin that fails frees its own address; here a later step fails and must free it.
                bench.Double.Print("primary", "ADD", """{"cniVersion":"1.0.0","ips":[]}""");
            }
            else
            {
                bench.Double.Fail("primary", "ADD", 107, "half done");
            }

            bench.Failed("ADD", conf);
            bench.Expect("primary ADD eth0", "primary DEL eth0");
        }),
    ];

    private static void Unknown(JsonObject conf) => conf["vendor"] = new JsonObject { ["key"] = "kept" };

    private static string Valid(Bench bench) =>
        bench.Conf("1.1.0", json => json["cni.dev/valid-attachments"] = new JsonArray());
}
