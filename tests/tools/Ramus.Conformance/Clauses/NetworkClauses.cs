using System.Text.Json.Nodes;
using static Ramus.Conformance.Harness.Bench;

namespace Ramus.Conformance.Clauses;

/// <summary>The networks of a pod, their order, and the permissions to use them.</summary>
internal static class NetworkClauses
{
    private static readonly string[] RuntimeKeys =
    [
        """{"portMappings":[{"hostPort":8080,"containerPort":80}]}""",
        """{"portMappings":[{"HostPort":8080,"ContainerPort":80,"Protocol":"tcp","HostIP":""}]}""",
    ];

    public static IReadOnlyList<Clause> All { get; } =
    [
        new("M29 M33", 'M', Scope.Meta,
            "a pod with two networks: the default network first, then the others in order; DEL in reverse", bench =>
        {
            bench.DefineTwo();
            bench.Added(bench.For("red,blue"));
            bench.Deleted();
            bench.Expect(
                "primary ADD eth0",
                "red ADD net1",
                "blue ADD net2",
                "blue DEL net2",
                "red DEL net1",
                "primary DEL eth0");
        }),
        new("M29 G1", 'M', Scope.Meta, "the default network's result is our result, whatever the others are", bench =>
        {
            bench.DefineTwo();
            var alone = bench.Added(bench.For("[]")).Json!.Value;
            var more = bench.Added(bench.For("red,blue"), bench.NewPod()).Json!.Value;
            Same(At(alone, "ips", "0", "address")!, At(more, "ips", "0", "address"), "address");
        }),
        new("M32", 'M', Scope.Meta,
            "readinessindicatorfile: ADD and its delegates wait until the file exists", bench =>
        {
            var conf = bench.Conf(null, json => json["readinessindicatorfile"] = $"{bench.Scratch}/ready");
            using var add = bench.Start("ADD", conf);
            Thread.Sleep(250);
            Require(
                add.IsRunning && bench.Double.Calls.Count == 0,
                $"ADD does not wait: {string.Join(", ", bench.Double.Calls)}");
            bench.Write("ready", "");
            var answer = add.Finish();
            Require(!answer.Failed, $"{answer}");
            bench.Expect("primary ADD eth0");
        }),
        new("P11 M30", 'M', Scope.Meta, "readinessindicatorfile is missing: STATUS says code 50 at once", bench =>
        {
            bench.NeedsVersion("1.1.0");
            var conf = bench.Conf("1.1.0", json => json["readinessindicatorfile"] = $"{bench.Scratch}/ready");
            RequireError(bench.Call("STATUS", conf), 50, "ready");
        }),
        new("M38 D18", 'O', Scope.Meta,
            "namespaceIsolation: a network of another namespace is refused, one of a global namespace is not", bench =>
        {
            bench.Define("other/blue", Net("blue", "1.0.0", bench.Plug("blue")));
            bench.Define("default/red", Net("red", "1.0.0", bench.Plug("red")));
            RequireWords(bench.Failed("ADD", bench.For("other/blue", null, Isolated)), "other", "shop");
            bench.Expect();
            bench.Added(bench.For("default/red", null, Isolated));
            bench.Expect("primary ADD eth0", "red ADD net1");
        }),
        new("M38 A10", 'O', Scope.Meta, "globalNamespaces ' foo,bar ,default' with blanks", bench =>
        {
            bench.Define("bar/blue", Net("blue", "1.0.0", bench.Plug("blue")));
            bench.Added(bench.For("bar/blue", null, json =>
            {
                Isolated(json);
                json["globalNamespaces"] = " foo,bar ,default";
            }));
        }),
        new("Y15", 'I', Scope.Meta,
            "namespaceIsolation and a default-network annotation that names a foreign namespace: refused", bench =>
        {
            bench.Define("other/blue", Net("blue", "1.0.0", bench.Plug("blue")));
            bench.Failed("ADD", bench.For(null, null, Isolated, "other/blue"));
            bench.Expect();
        }),
        new("G9 E8", 'I', Scope.Meta,
            "a default-network annotation: that network on eth0 in place of the default one", bench =>
        {
            bench.Define("kube-system/blue", Net("blue", "1.0.0", bench.Plug("blue")));
            bench.Added(bench.For(null, null, null, "blue"));
            bench.Deleted();
            bench.Expect("blue ADD eth0", "blue DEL eth0");
        }),
        new("X11", 'I', Scope.Meta, "a default-network annotation with two names", bench =>
        {
            bench.DefineTwo();
            bench.Failed("ADD", bench.For(null, null, null, "blue,red"));
            bench.Expect();
        }),
        new("M39 F90 B11", 'M', Scope.Meta,
            "runtimeConfig of the runtime, also in PascalCase, reaches only the default network, unchanged", bench =>
        {
            const string declares = """ "capabilities":{"portMappings":true} """;
            bench.Define("shop/blue", Net("blue", "1.0.0", bench.Plug("blue", declares)));
            bench.Delegate(Net("default", "1.0.0", bench.Plug("primary", declares)));
            foreach (var given in RuntimeKeys)
            {
                bench.Added(bench.For("blue", null, json => Supply(json, given)), bench.NewPod());
                var calls = bench.Seen("primary ADD eth0", "blue ADD net1");
                Same(Canonical(given), At(calls[0].Input, "runtimeConfig"), "runtimeConfig of the default network");
                Require(At(calls[1].Input, "runtimeConfig") is null, $"blue gets it: {calls[1].InputText}");
            }
        }),
        new("F94 X15", 'M', Scope.Meta,
            "a network with the JSON name ../../x, and one with a type that has a '/'", bench =>
        {
            bench.Define("shop/blue", """{"cniVersion":"1.0.0","name":"../../x","plugins":[{"type":"blue"}]}""");
            bench.Define("shop/red", """{"cniVersion":"1.0.0","name":"red","plugins":[{"type":"../red"}]}""");
            bench.RefusesNetworks("blue");
            bench.RefusesNetworks("red");
        }),
        new("X18 F78", 'M', Scope.Meta, "a network whose configuration is 'not json'", bench =>
        {
            bench.Define("shop/blue", "not json");
            bench.RefusesNetworks("blue", "shop/blue");
        }),
        new("M6 F77", 'M', Scope.Meta,
            "a network in the form of a single configuration: name and version are in its plugin's input", bench =>
        {
            bench.Double.Install("blue");
            bench.Define("shop/blue", """{"cniVersion":"0.4.0","name":"blue","type":"blue","mtu":1400}""");
            bench.Added(bench.For("blue"));
            var call = bench.Seen("primary ADD eth0", "blue ADD net1")[1];
            Same(
                """{"cniVersion":"0.4.0","mtu":1400,"name":"blue","type":"blue"}""",
                Canonical(call.Input),
                "standard input");
        }),
        new("Y13", 'I', Scope.Meta, "a default network of type multus or of our own: refused", bench =>
        {
            foreach (var type in (string[])["multus", "multus-shim", Path.GetFileName(bench.Profile.Plugin)])
            {
                bench.Delegate($$"""{"cniVersion":"1.0.0","name":"default","plugins":[{"type":"{{type}}"}]}""");
                RequireWords(bench.Failed("ADD"), type);
            }
        }),
        new("A12 M36", 'I', Scope.Meta, "two delegates in the configuration: the second on net1", bench =>
        {
            bench.Delegate(Net("default", "1.0.0", bench.Plug("primary")), Net("other", "1.0.0", bench.Plug("other")));
            bench.Added();
            bench.Deleted();
            bench.Expect("primary ADD eth0", "other ADD net1", "other DEL net1", "primary DEL eth0");
        }),
    ];

    private static void Isolated(JsonObject conf) => conf["namespaceIsolation"] = true;

    private static void Supply(JsonObject conf, string json)
    {
        foreach (var (key, value) in JsonNode.Parse(json)!.AsObject())
        {
            conf["runtimeConfig"]![key] = value!.DeepClone();
        }
    }
}
