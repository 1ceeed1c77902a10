using Ramus.Conformance.Harness;
using static Ramus.Conformance.Harness.Bench;

namespace Ramus.Conformance.Clauses;

/// <summary>Network configurations from a directory, found by the name in 'clusterNetwork'.</summary>
internal static class LoadingClauses
{
    public static IReadOnlyList<Clause> All { get; } =
    [
        new("F30 F32 E4", 'M', Scope.Meta, "three files; the wanted name is in the last one, a .json", bench =>
        {
            Files(
                bench,
                ("10-a.conflist", List(bench, "a")),
                ("20-b.conf", Single(bench, "b")),
                ("30-c.json", Single(bench, "c")));
            bench.Added(By(bench, "c"));
            bench.Expect("c ADD eth0");
        }),
        new("F31 E7", 'M', Scope.Meta, "the directory is missing; no file has the name", bench =>
        {
            RequireWords(bench.Failed("ADD", By(bench, "c")), "c");
            Files(bench, ("10-a.conflist", List(bench, "a")));
            RequireWords(bench.Failed("ADD", By(bench, "c")), "c");
            bench.Expect();
        }),
        new("F33", 'M', Scope.Meta, "a malformed file that sorts before the wanted one", bench =>
        {
            Files(bench, ("10-a.conflist", "{"), ("20-c.conflist", List(bench, "c")));
            bench.Failed("ADD", By(bench, "c"));
            bench.Expect();
        }),
        new("F34", 'M', Scope.Meta, "the wanted file is in a subdirectory", bench =>
        {
            Files(bench, ("10-a.conflist", List(bench, "a")), ("more/20-c.conflist", List(bench, "c")));
            bench.Failed("ADD", By(bench, "c"));
        }),
        new("F35", 'M', Scope.Meta,
            "a .conf that sorts before a .conflist of the same name: the list is taken; without it the .conf", bench =>
        {
            Files(bench, ("10-c.conf", Single(bench, "c", "single")), ("20-c.conflist", List(bench, "c", "list")));
            bench.Added(By(bench, "c"));
            bench.Expect("list ADD eth0");
            File.Delete($"{bench.Scratch}/conf.d/20-c.conflist");
            bench.Added(By(bench, "c"), bench.NewPod());
            bench.Expect("single ADD eth0");
        }),
        new("F36", 'M', Scope.Meta, "a single configuration without type; a list without name", bench =>
        {
            Files(bench, ("10-c.conf", """{"cniVersion":"1.0.0","name":"c"}"""));
            bench.Failed("ADD", By(bench, "c"));
            Files(bench, ("10-c.conflist", """{"cniVersion":"1.0.0","plugins":[{"type":"c"}]}"""));
            bench.Failed("ADD", By(bench, "c"));
            bench.Expect();
        }),
        new("F37", 'I', Scope.Meta, "disableCheck as 'true', 'false', 'banana'", bench =>
        {
            foreach (var (text, calls) in ((string, string[])[])[("true", []), ("false", ["c CHECK eth0"])])
            {
                using var pod = bench.NewPod();
                Files(bench, ("10-c.conflist", Flagged(List(bench, "c"), $"\"disableCheck\":\"{text}\"")));
                bench.Added(By(bench, "c"), pod);
                bench.Double.Forget();
                bench.Succeeded("CHECK", By(bench, "c"), pod);
                bench.Expect(calls);
            }

            Files(bench, ("10-c.conflist", Flagged(List(bench, "c"), "\"disableCheck\":\"banana\"")));
            bench.Failed("ADD", By(bench, "c"));
        }),
        new("R3 F38", 'I', Scope.Meta,
            "plugins from the directory <name>/ after the inlined ones; loadOnlyInlinedPlugins true, 'banana'; "
            + "no plugin at all", bench =>
        {
            Files(
                bench,
                ("10-c.conflist", List(bench, "c")),
                ("c/10-more.conf", bench.Plug("more")),
                ("c/20-not.json", bench.Plug("not")));
            bench.Added(By(bench, "c"));
            bench.Expect("c ADD eth0", "more ADD eth0");
            RequireFlag(bench, List(bench, "c"), "true", "c ADD eth0");
            RequireFlag(bench, List(bench, "c"), "\"banana\"");
            RequireFlag(bench, """{"cniVersion":"1.0.0","name":"c","plugins":[]}""", "true");
            RequireFlag(bench, """{"cniVersion":"1.0.0","name":"c"}""", "false", "more ADD eth0");
            Directory.Delete($"{bench.Scratch}/conf.d/c", recursive: true);
            RequireFlag(bench, """{"cniVersion":"1.0.0","name":"c"}""", "false");
        }),
        new("F38", 'I', Scope.Meta, "a malformed file in that directory fails the whole list", bench =>
        {
            Files(bench, ("10-c.conflist", List(bench, "c")), ("c/10-more.conf", "{"));
            bench.Failed("ADD", By(bench, "c"));
            bench.Expect();
        }),
        new("E5", 'I', Scope.Meta, "clusterNetwork is a directory, then a file", bench =>
        {
            Files(bench, ("10-a.conflist", List(bench, "a")), ("20-b.conf", Single(bench, "b")));
            bench.Added(By(bench, $"{bench.Scratch}/conf.d"));
            bench.Expect("a ADD eth0");
            bench.Added(By(bench, $"{bench.Scratch}/conf.d/20-b.conf"), bench.NewPod());
            bench.Expect("b ADD eth0");
        }),
        new("X19 A13", 'I', Scope.Meta, "neither delegates nor clusterNetwork: an error that says so", bench =>
            RequireWords(bench.Failed("ADD", bench.Conf(null, json => json.Remove("delegates"))), "delegates")),
        new("X1", 'I', Scope.Meta, "keys of the configuration in other cases (ClusterNetwork, CONFDIR)", bench =>
        {
            Files(bench, ("10-c.conflist", List(bench, "c")));
            var conf = By(bench, "c").Replace("\"clusterNetwork\"", "\"ClusterNetwork\"", StringComparison.Ordinal)
                .Replace("\"confDir\"", "\"CONFDIR\"", StringComparison.Ordinal);
            bench.Added(conf);
            bench.Expect("c ADD eth0");
        }),
    ];

    private static void Files(Bench bench, params (string Name, string Content)[] files)
    {
        foreach (var (name, content) in files)
        {
            bench.Write($"conf.d/{name}", content);
        }
    }

    private static string List(Bench bench, string name, string? type = null) =>
        Net(name, "1.0.0", bench.Plug(type ?? name));

    private static string Single(Bench bench, string name, string? type = null) =>
        bench.Plug(type ?? name, $"\"cniVersion\":\"1.0.0\",\"name\":\"{name}\"");

    private static string Flagged(string list, string flag) =>
        list.Replace("\"name\"", flag + ",\"name\"", StringComparison.Ordinal);

    private static string By(Bench bench, string name) => bench.Conf(null, json =>
    {
        json.Remove("delegates");
        json["clusterNetwork"] = name;
    });

    private static void RequireFlag(Bench bench, string list, string flag, params string[] calls)
    {
        Files(bench, ("10-c.conflist", Flagged(list, $"\"loadOnlyInlinedPlugins\":{flag}")));
        var answer = bench.Call("ADD", By(bench, "c"), bench.NewPod());
        Require(answer.Failed == (calls.Length == 0), $"loadOnlyInlinedPlugins {flag} in {list}: {answer}");
        bench.Expect(calls);
    }
}
