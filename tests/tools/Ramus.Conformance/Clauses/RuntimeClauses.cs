using System.Text.Json.Nodes;
using Ramus.Conformance.Harness;
using static Ramus.Conformance.Harness.Bench;

namespace Ramus.Conformance.Clauses;

/// <summary>The plugin's role as a runtime: the input of each delegate.</summary>
internal static class RuntimeClauses
{
    public static IReadOnlyList<Clause> All { get; } =
    [
        new("R1 F39", 'M', Scope.Meta,
            "cniVersions [0.4.0,1.0.0], [..,99.0.0], one lower than cniVersion, [], none: the version that the "
            + "delegate sees", bench =>
        {
            RequireVersion(bench, "1.0.0", "0.4.0", "[\"0.4.0\",\"1.0.0\"]");
            RequireVersion(bench, "1.0.0", "0.4.0", "[\"0.4.0\",\"1.0.0\",\"99.0.0\"]");
            RequireVersion(bench, "1.0.0", "1.0.0", "[\"0.3.1\"]");
            RequireVersion(bench, "0.4.0", "0.4.0", "[]");
            RequireVersion(bench, "0.3.1", "0.3.1", null);
            bench.Delegate(Offer(bench, "1.0.0", "[\"1.0.f\"]"));
            bench.Failed("ADD");
        }),
        new("R2", 'M', Scope.Meta,
            "a delegate of 0.3.1 in a configuration of 1.0.0: it gets 0.3.1, the runtime gets 1.0.0", bench =>
        {
            bench.Delegate(Net("default", "0.3.1", bench.Plug("primary")));
            Same(
                "\"1.0.0\"",
                At(bench.Added(bench.Conf("1.0.0")).Json!.Value, "cniVersion"),
                "cniVersion of our result");
            Same("\"0.3.1\"", At(bench.Seen("primary ADD eth0")[0].Input, "cniVersion"), "cniVersion for the delegate");
        }),
        new("R4", 'M', Scope.Delegating, "the network namespace that delegates run in, for ADD and DEL", bench =>
        {
            var conf = bench.Delegating("1.0.0");
            bench.Added(conf);
            bench.Deleted(conf);
            foreach (var call in bench.Double.Calls)
            {
                Same(bench.NodeNamespace, call.Namespace, $"namespace of {call}");
            }
        }),
        new("R5 G3", 'M', Scope.Meta, "ADD with a namespace that does not exist: no delegate is called", bench =>
        {
            RequireWords(bench.Failed("ADD", null, bench.Pod, "CNI_NETNS=/run/netns/fsdadfad"), "fsdadfad");
            bench.Expect();
        }),
        new("R12 F19", 'M', Scope.Meta, "a delegate whose network name contains '%': no delegate is called", bench =>
        {
            bench.Delegate(Net("some-%%-name", "1.0.0", bench.Plug("primary")));
            RequireError(bench.Failed("ADD"), 7, "some-%%-name");
            bench.Expect();
        }),
        new("R13 F5 F70", 'M', Scope.Meta,
            "a plugin in the second directory of CNI_PATH; one that does not exist; types '' and '../x'", bench =>
        {
            bench.Double.Install("primary");
            Directory.CreateSymbolicLink($"{bench.Scratch}/second", bench.Double.BinDirectory);
            bench.Added(
                bench.Conf(null, json => json["binDir"] = $"{bench.Scratch}/empty"),
                null,
                $"CNI_PATH=/nowhere:{bench.Scratch}/second");
            bench.Deleted();
            bench.Double.Forget();
            foreach (var type in (string[])["not-installed", "", "../x", "."])
            {
                bench.Delegate($$"""{"cniVersion":"1.0.0","name":"default","plugins":[{"type":"{{type}}"}]}""");
                RequireWords(bench.Failed("ADD"), type);
                bench.Expect();
            }
        }),
        new("R14 R24 M34 G20", 'M', Scope.Meta,
            "plugin objects with their own names and versions: the list's values replace them", bench =>
        {
            var own = bench.Plug("one", """ "name":"its-own","cniVersion":"0.2.0" """);
            bench.Delegate(Net("the-list", "1.0.0", own, bench.Plug("two")));
            bench.Added();
            bench.Deleted();
            foreach (var call in bench.Seen("one ADD eth0", "two ADD eth0", "two DEL eth0", "one DEL eth0"))
            {
                Same("\"the-list\"", At(call.Input, "name"), $"name for {call}");
                Same("\"1.0.0\"", At(call.Input, "cniVersion"), $"cniVersion for {call}");
            }
        }),
        new("R15 F1 F2 G17", 'M', Scope.Meta,
            "capabilities that are supplied, declared, or both: runtimeConfig has those that are both, and is absent "
            + "when there are none", bench =>
        {
            bench.Delegate(Net(
                "default",
                "1.0.0",
                bench.Plug("one", """ "capabilities":{"portMappings":true,"noneSupplies":true,"bandwidth":false} """),
                bench.Plug("two")));
            var conf = WithRuntimeConfig(
                bench, """{"portMappings":[{"hostPort":8080,"containerPort":80}],"bandwidth":{"ingressRate":1},"x":1}""");
            bench.Added(conf);
            bench.Succeeded("CHECK", conf);
            bench.Deleted(conf);
            var calls = bench.Double.Calls;
            Require(calls.Count == 6, $"calls: {string.Join(", ", calls)}");
            foreach (var call in calls)
            {
                Same(
                    call.Type == "one" ? """{"portMappings":[{"containerPort":80,"hostPort":8080}]}""" : "nothing",
                    At(call.Input, "runtimeConfig") ?? "nothing",
                    $"runtimeConfig for {call}");
            }
        }),
        new("R16", 'M', Scope.Meta, "the key capabilities in a delegate's input at ADD, CHECK, DEL", bench =>
        {
            bench.Delegate(
                Net("default", "1.0.0", bench.Plug("primary", """ "capabilities":{"portMappings":true} """)));
            bench.Added();
            bench.Succeeded("CHECK");
            bench.Deleted();
            foreach (var call in bench.Seen("primary ADD eth0", "primary CHECK eth0", "primary DEL eth0"))
            {
                Require(At(call.Input, "capabilities") is null, $"{call} has capabilities");
            }
        }),
        new("R17 F93", 'M', Scope.Meta,
            "unknown keys, key order, 9007199254740993, 1.50 and texts of other scripts in a delegate's "
            + "configuration", bench =>
        {
            const string keys =
                """ "zebra":1,"apple":{"b":9007199254740993,"a":1.50},"Mixed":null,"text":"日本 <&> é" """;
            bench.Delegate(Net("default", "1.0.0", bench.Plug("primary", keys)));
            bench.Added();
            var text = bench.Seen("primary ADD eth0")[0].InputText;
            foreach (var expected in (string[])["9007199254740993", "1.50"])
            {
                Require(text.Contains(expected, StringComparison.Ordinal), $"{expected} is lost: {text}");
            }

            Require(
                text.IndexOf("zebra", StringComparison.Ordinal) < text.IndexOf("apple", StringComparison.Ordinal),
                $"order: {text}");
            Require(
                At(System.Text.Json.JsonDocument.Parse(text).RootElement, "Mixed") is not null,
                $"a null is lost: {text}");
            var given = System.Text.Json.JsonDocument.Parse(text).RootElement.GetProperty("text").GetString();
            Same("日本 <&> é", given, "text");
        }),
        new("R23 G16 X41 F69", 'M', Scope.Meta,
            "variables of a delegate: CNI_PATH, CNI_ARGS with IgnoreUnknown first, our values replace inherited "
            + "ones, none twice", bench =>
        {
            bench.Added(null, null, "CNI_ARGS=K8S_POD_UID=uid;BLAH=foo=bar;K8S_POD_NAME=web;K8S_POD_NAMESPACE=shop");
            var call = bench.Seen("primary ADD eth0")[0];
            Same(
                "IgnoreUnknown=1;K8S_POD_NAMESPACE=shop;K8S_POD_NAME=web;K8S_POD_UID=uid;BLAH=foo=bar",
                call.Variable("CNI_ARGS")?.Replace("IgnoreUnknown=true", "IgnoreUnknown=1", StringComparison.Ordinal),
                "CNI_ARGS");
            Require(
                call.Variable("CNI_PATH")!.Split(':').Contains(bench.Double.BinDirectory),
                $"CNI_PATH is {call.Variable("CNI_PATH")}");
            var names = call.Environment.Select(variable => variable.Split('=')[0]);
            var twice = names.GroupBy(name => name).Where(group => group.Count() > 1);
            Require(
                !twice.Any(),
                $"duplicate variables: {string.Join(", ", twice.Select(group => group.Key))}");
        }),
        new("F73", 'M', Scope.Meta, "CNI_COMMAND of the calls that a failing ADD makes: ADD, then DEL", bench =>
        {
            bench.Double.Fail("primary", "ADD", 107, "no");
            bench.Failed("ADD");
            bench.Expect("primary ADD eth0", "primary DEL eth0");
        }),
        Clause.Invisible("R25", 'S', "capability names of the conventions", "names are passed through unchanged"),
    ];

    private static string Offer(Bench bench, string version, string? versions) =>
        Net("default", version, bench.Plug("primary"))
            .Replace(
                "\"name\"",
                versions is null ? "\"name\"" : $"\"cniVersions\":{versions},\"name\"",
                StringComparison.Ordinal);

    private static void RequireVersion(Bench bench, string expected, string version, string? versions)
    {
        bench.Delegate(Offer(bench, version, versions));
        using var pod = bench.NewPod();
        bench.Added(null, pod);
        Same(
            $"\"{expected}\"",
            At(bench.Seen("primary ADD eth0")[0].Input, "cniVersion"),
            $"cniVersion {version}, cniVersions {versions}");
    }

    private static string WithRuntimeConfig(Bench bench, string json) => bench.Conf(null, conf =>
    {
        foreach (var (key, value) in JsonNode.Parse(json)!.AsObject())
        {
            conf["runtimeConfig"]![key] = value!.DeepClone();
        }
    });
}
