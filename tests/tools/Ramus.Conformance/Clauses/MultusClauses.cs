using Ramus.Conformance.Harness;
using static Ramus.Conformance.Harness.Bench;

namespace Ramus.Conformance.Clauses;

/// <summary>Cases from Multus' own tests and code (groups G, X, Y) that no other clause covers.</summary>
internal static class MultusClauses
{
    public static IReadOnlyList<Clause> All { get; } =
    [
        new("G3", 'I', Scope.Meta, "netns fsdadfad: the error names the interface and the namespace", bench =>
            RequireWords(bench.Failed("ADD", null, null, "CNI_NETNS=fsdadfad"), "fsdadfad")),
        new("G11 G12", 'I', Scope.Meta, "the record is lost but the pod exists: DEL of the default network", bench =>
        {
            bench.Added();
            bench.Double.Forget();
            Directory.Delete($"{bench.Scratch}/state", recursive: true);
            bench.Deleted();
            bench.Expect("primary DEL eth0");
        }),
        new("G19 G23", 'I', Scope.Meta,
            "two delegates of 0.4.0 and of 1.0.0, one whose result is of 0.4.0: ADD, CHECK, DEL", bench =>
        {
            foreach (var version in (string[])["0.4.0", "1.0.0"])
            {
                using var pod = bench.NewPod();
                bench.Delegate(Net("one", version, bench.Plug("one")), Net("two", version, bench.Plug("two")));
                bench.Double.Print(
                    "two",
                    "ADD",
                    """{"cniVersion":"0.4.0","ips":[{"version":"4","address":"10.1.1.2/24"}]}""");
                bench.Added(bench.Conf(version), pod);
                bench.Succeeded("CHECK", bench.Conf(version), pod);
                bench.Deleted(bench.Conf(version), pod);
                bench.Expect(
                    "one ADD eth0",
                    "two ADD net1",
                    "one CHECK eth0",
                    "two CHECK net1",
                    "two DEL net1",
                    "one DEL eth0");
            }
        }),
        new("X2", 'I', Scope.Meta,
            "confDir is empty: an error that names the network; the working directory is not searched", bench =>
            RequireWords(
                bench.Failed("ADD", bench.Conf(null, json =>
                {
                    json.Remove("delegates");
                    json["confDir"] = "";
                    json["clusterNetwork"] = "no-such-network";
                })),
                "no-such-network")),
        new("X25", 'I', Scope.Meta,
            "a list without cniVersion and with keys of its own, as the default network and as another, "
            + "under a configuration of 0.3.1, of 0.4.0, of 1.0.0 and of 1.1.0: ADD, CHECK and DEL see the same keys "
            + "and the configuration's version, but at most 1.0.0, DEL of 0.4.0 and later the result",
            bench =>
        {
            foreach (var version in (string[])["0.3.1", "0.4.0", "1.0.0", "1.1.0"])
            {
                RunWithoutVersion(bench, version, "primary");
                RunWithoutVersion(bench, version, "blue");
            }
        }),
        new("F99", 'I', Scope.Meta,
            "a static pod, whose UID in CNI_ARGS is the hash of its manifest: its networks are attached, the delegates "
            + "see that UID, the record of the API's pod of that name is another's", bench =>
        {
            bench.DefineTwo();
            const string args = "CNI_ARGS=K8S_POD_NAMESPACE=shop;K8S_POD_NAME=web;K8S_POD_UID=";
            var conf = bench.For("blue", null, json => json["runtimeConfig"]![AnnotationsKey]![
                "kubernetes.io/config.source"] = "file");
            using var other = bench.NewPod();
            bench.Added(bench.For("red"), other, $"{args}2c2c8c1f-5c2b-4a6e-9d5e-0a1b2c3d4e5f;IgnoreUnknown=1");
            bench.Double.Forget();
            bench.Added(conf, null, $"{args}0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e;IgnoreUnknown=1");
            var call = bench.Seen("primary ADD eth0", "blue ADD net1")[1];
            Require(
                call.Variable("CNI_ARGS")!.Contains("0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e", StringComparison.Ordinal),
                $"CNI_ARGS is {call.Variable("CNI_ARGS")}");
            bench.Deleted();
            bench.Expect("blue DEL net1", "primary DEL eth0");
            bench.Deleted(null, other);
            bench.Expect("red DEL net1", "primary DEL eth0");
        }),
        new("X29", 'I', Scope.Meta, "CHECK of a pod whose default network came by clusterNetwork: success", bench =>
        {
            bench.Write("conf.d/10-c.conflist", Net("c", "1.0.0", bench.Plug("c")));
            var conf = bench.Conf(null, json =>
            {
                json.Remove("delegates");
                json["clusterNetwork"] = "c";
            });
            bench.Added(conf);
            bench.Succeeded("CHECK", conf);
        }),
        new("X46", 'I', Scope.Meta, "auxiliaryCNIChainName while its directory is empty: no extra delegate", bench =>
        {
            Directory.CreateDirectory($"{bench.Scratch}/conf.d/aux");
            bench.Added(WithAuxiliary(bench, isPath: true));
            bench.Expect("c ADD eth0");
        }),
        new("X47", 'I', Scope.Meta, "auxiliaryCNIChainName while clusterNetwork is not a path: ADD fails", bench =>
        {
            RequireWords(bench.Failed("ADD", WithAuxiliary(bench, isPath: false)), "aux");
            bench.Expect();
        }),
        new("X46", 'I', Scope.Meta,
            "auxiliaryCNIChainName with a plugin in its directory beside clusterNetwork: called last", bench =>
        {
            bench.Write("conf.d/aux/10-extra.conf", bench.Plug("extra"));
            bench.Added(WithAuxiliary(bench, isPath: true));
            bench.Deleted();
            var calls = bench.Seen("c ADD eth0", "extra ADD net1", "extra DEL net1", "c DEL eth0");
            Same(
                "\"1.0.0\"",
                At(calls[1].Input, "prevResult", "cniVersion"),
                "prevResult of the first, as plugins want one");
        }),
        new("X46", 'I', Scope.Meta,
            "a network that begins with the plugin passthru, which is not installed: the next plugin has an empty "
            + "prevResult", bench =>
        {
            bench.Delegate(Net("default", "1.0.0", """{"type":"passthru"}""", bench.Plug("primary")));
            bench.Added();
            var call = bench.Seen("primary ADD eth0")[0];
            Require(
                At(call.Input, "prevResult") is not null && At(call.Input, "prevResult", "ips") is null,
                call.InputText);
        }),
        new("Y3 G27", 'I', Scope.Meta,
            "ADD without the pod's annotations and without a node agent: code 11, never a half-networked pod", bench =>
        {
            SkipUnless(bench.Profile.TakesRenderedNetworks, "the plugin queries the API server itself");
            RequireError(bench.Failed("ADD", bench.Conf(null, json => json.Remove("runtimeConfig"))), 11);
            bench.Expect();
        }),
        new("Y10", 'I', Scope.Meta, "40 concurrent ADDs, each of three networks, then their DELs", bench =>
        {
            bench.DefineTwo();
            var conf = bench.For("blue,red");
            var pods = Enumerable.Range(0, 40).Select(_ => bench.NewPod()).ToList();
            foreach (var command in (string[])["ADD", "DEL"])
            {
                var children = pods.ConvertAll(pod => bench.Start(command, conf, pod));
                var answers = children.ConvertAll(child => child.Finish());
                children.ForEach(child => child.Dispose());
                Require(
                    answers.All(answer => !answer.Failed),
                    $"{command}: {answers.FirstOrDefault(answer => answer.Failed)}");
            }

            Same(
                "120",
                Convert.ToString(bench.Double.Calls.Count(call => call.Command == "DEL"), null),
                "DELs of delegates");
        }),
        new("R8", 'M', Scope.Meta, "after the last DEL the state directory contains nothing about a container", bench =>
        {
            bench.DefineTwo();
            bench.Added(bench.For("blue,red"));
            bench.Deleted();
            var left = Directory.GetFiles($"{bench.Scratch}/state", "*", SearchOption.AllDirectories)
                .Where(file => file.Contains(bench.Pod.Id, StringComparison.Ordinal));
            Require(!left.Any(), string.Join(", ", left));
        }),
    ];

    private static void RunWithoutVersion(Bench bench, string version, string type)
    {
        using var pod = bench.NewPod();
        string List(string name, string plugin) => type == plugin
            ? $$"""{"name":"{{name}}","plugins":[{{bench.Plug(plugin, "\"custom\":{\"a\":[1,2]}")}}]}"""
            : Net(name, version, bench.Plug(plugin));
        bench.Define("shop/blue", List("blue", "blue"));
        bench.Delegate(List("default", "primary"));
        bench.Double.Forget();
        bench.Added(bench.For("blue", version), pod);
        if (version != "0.3.1")
        {
            bench.Succeeded("CHECK", bench.For("blue", version), pod);
        }

        bench.Deleted(bench.For("blue", version), pod);
        var calls = bench.Double.Calls.Where(call => call.Type == type).ToList();
        Same(version == "0.3.1" ? "2" : "3", Convert.ToString(calls.Count, null), "calls");
        var expected = version == "1.1.0" ? "1.0.0" : version;
        foreach (var call in calls)
        {
            Same($"\"{expected}\"", At(call.Input, "cniVersion"), $"{call.Command} with {version}: cniVersion");
            Same("""{"a":[1,2]}""", At(call.Input, "custom"), $"{call.Command} with {version}: custom");
        }

        var result = At(calls[^1].Input, "prevResult", "cniVersion");
        Require(
            version == "0.3.1" ? result is null : result == $"\"{expected}\"",
            $"DEL with {version}: prevResult has the version {result ?? "none"}");
    }

    private static string WithAuxiliary(Bench bench, bool isPath)
    {
        var file = bench.Write("conf.d/10-c.conflist", Net("c", "1.0.0", bench.Plug("c")));
        return bench.Conf(null, json =>
        {
            json.Remove("delegates");
            json["clusterNetwork"] = isPath ? file : "c";
            json["auxiliaryCNIChainName"] = "aux";
        });
    }
}
