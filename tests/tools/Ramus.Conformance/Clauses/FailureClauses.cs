using System.Text.Json.Nodes;
using Ramus.Conformance.Harness;
using static Ramus.Conformance.Harness.Bench;

namespace Ramus.Conformance.Clauses;

/// <summary>Delegates that fail, hang, print invalid output or are missing.</summary>
internal static class FailureClauses
{
    public static IReadOnlyList<Clause> All { get; } =
    [
        new("F6 F55", 'M', Scope.Meta,
            "the delegate fails with code 107 at ADD, CHECK and DEL: code and text survive, the plugin "
            + "is named", bench =>
        {
            bench.Added();
            foreach (var command in (string[])["CHECK", "DEL", "ADD"])
            {
                bench.Double.Fail("primary", command, 107, $"{command} is not for me");
                RequireError(
                    bench.Call(command, null, command == "ADD" ? bench.NewPod() : null),
                    107,
                    $"{command} is not for me",
                    "primary");
            }
        }),
        new("F7", 'M', Scope.Meta,
            "ADD while the state directory cannot be created: an error, and no delegate is called", bench =>
        {
            bench.Write("a-file", "");
            var conf = bench.Conf(null, json => json["cniDir"] = $"{bench.Scratch}/a-file/state");
            bench.Failed("ADD", conf);
            bench.Expect();
        }),
        new("F11", 'I', Scope.Meta,
            "stored state that is not JSON: CHECK fails, DEL succeeds and calls the default network", bench =>
        {
            bench.Added();
            bench.Double.Forget();
            var files = Directory.GetFiles($"{bench.Scratch}/state", "*", SearchOption.AllDirectories)
                .Where(file => file.Contains(bench.Pod.Id, StringComparison.Ordinal)).ToList();
            Require(files.Count > 0, "no stored state was found");
            files.ForEach(file => File.WriteAllText(file, "adsfasdf"));
            bench.Failed("CHECK");
            bench.Expect();
            bench.Deleted();
            bench.Expect("primary DEL eth0");
        }),
        new("F27", 'M', Scope.Meta,
            "a delegate that sleeps for an hour, at ADD, DEL, CHECK, GC and STATUS: it is killed, and "
            + "the error says so", bench =>
        {
            SkipUnless(bench.Profile.TakesRenderedNetworks, "its time limits cannot be configured ('timeouts')");
            bench.Delegate(Net("default", "1.1.0", bench.Plug("primary")));
            bench.Added(bench.Conf("1.1.0"));
            foreach (var command in (string[])["CHECK", "STATUS", "GC", "DEL", "ADD"])
            {
                bench.Double.Do("primary", command, "sleep 3600");
                var conf = bench.Conf("1.1.0", json =>
                {
                    json["timeouts"] = JsonNode.Parse("""{"add":1,"undo":1,"delete":1,"check":1,"gc":1,"status":1}""");
                    json["cni.dev/valid-attachments"] = JsonNode.Parse(
                        $$"""[{"containerID":"{{bench.Pod.Id}}","ifname":"eth0"}]""");
                });
                var answer = bench.Failed(command, conf, command == "ADD" ? bench.NewPod() : null);
                Require(
                    answer.Code is not null && answer.Message.Contains("time", StringComparison.Ordinal),
                    $"{command}: {answer}");
            }
        }),
        new("F71", 'M', Scope.Meta,
            "a delegate that prints nothing, only to standard error, or no JSON, or is not executable", bench =>
        {
            FailsWith(bench, "exit 3", "primary");
            FailsWith(bench, "echo out of paint >&2; exit 1", "out of paint");
            FailsWith(bench, "echo out of brushes; exit 1", "out of brushes");
            FailsWith(bench, "kill -9 $$", "primary");
            FailsWith(bench, "echo this is no result", "primary");
            bench.Write("double/bin/no-program", "\0\0\0");
            bench.Delegate("""{"cniVersion":"1.0.0","name":"default","plugins":[{"type":"no-program"}]}""");
            RequireWords(bench.Failed("ADD", null, bench.NewPod()), "no-program");
        }),
        new("F68", 'M', Scope.Meta,
            "ADD of a delegate prints a result without cniVersion, with an empty one, {} or null", bench =>
        {
            foreach (var version in (string[])["", "\"cniVersion\":\"\","])
            {
                bench.Double.Print("primary", "ADD", $$"""{{{version}}"ips":[{"address":"10.1.1.2/24"}]}""");
                Same(
                    "\"10.1.1.2/24\"",
                    At(bench.Added(null, bench.NewPod()).Json!.Value, "ips", "0", "address"),
                    "address");
            }

            foreach (var nothing in (string[])["{}", "null"])
            {
                bench.Double.Print("primary", "ADD", nothing);
                Same("\"1.0.0\"", At(bench.Added(null, bench.NewPod()).Json!.Value, "cniVersion"), "cniVersion");
            }
        }),
        new("F68", 'I', Scope.Meta,
            "ADD of a delegate exits with 0 and prints nothing, or white space: code 6, and it is undone; DEL may "
            + "print nothing", bench =>
        {
            foreach (var nothing in (string[])["true", "echo", "printf ' \\n '"])
            {
                bench.Double.Do("primary", "ADD", nothing);
                bench.Double.Do("primary", "DEL", "true");
                RequireError(bench.Failed("ADD"), 6, "primary", "no result");
                bench.Expect("primary ADD eth0", "primary DEL eth0");
            }
        }),
        new("F63 F64", 'M', Scope.Meta,
            "results with a broken IP, a broken CIDR, an address that is a number, an unknown version", bench =>
        {
            foreach (var result in (string[])
                     [
                         """{"cniVersion":"1.0.0","ips":[{"address":"abc"}]}""",
                         """{"cniVersion":"1.0.0","ips":[{"address":"10.0.0.1/33"}]}""",
                         """{"cniVersion":"1.0.0","ips":[{"address":10}]}""",
                         """{"cniVersion":"9.9.9","ips":[{"address":"10.0.0.1/24"}]}""",
                     ])
            {
                FailsWith(bench, $"echo '{result}'", "primary");
            }
        }),
        new("M35 G5", 'M', Scope.Meta,
            "the second of three attachments fails: the third is not begun, the error names the second, all are "
            + "undone in reverse", bench =>
        {
            bench.DefineTwo();
            bench.Double.Fail("blue", "ADD", 107, "expected plugin failure");
            RequireError(bench.Failed("ADD", bench.For("blue,red")), 107, "expected plugin failure", "blue");
            bench.Expect("primary ADD eth0", "blue ADD net1", "blue DEL net1", "primary DEL eth0");
        }),
        new("M36 X23 X26 Y5", 'M', Scope.Meta,
            "DEL of three attachments, the last of which fails: the others are detached, DEL fails, a retry does "
            + "the rest", bench =>
        {
            bench.DefineTwo();
            bench.Added(bench.For("blue,red"));
            bench.Double.Forget();
            bench.Double.Fail("red", "DEL", 107, "not yet");
            RequireWords(bench.Failed("DEL"), "not yet");
            bench.Expect("red DEL net2", "blue DEL net1", "primary DEL eth0");
            bench.Double.Relent("red", "DEL");
            bench.Deleted();
            Require(
                bench.Double.Calls[0].ToString() == "red DEL net2",
                $"the retry does not call the failed delegate: {string.Join(", ", bench.Double.Calls)}");
        }),
        new("X26", 'I', Scope.Meta, "DEL of three attachments of which two fail: one error reports both", bench =>
        {
            bench.DefineTwo();
            bench.Added(bench.For("blue,red"));
            bench.Double.Fail("red", "DEL", 107, "red stays");
            bench.Double.Fail("blue", "DEL", 107, "blue stays");
            RequireWords(bench.Failed("DEL"), "red stays", "blue stays");
        }),
        new("G21", 'I', Scope.Meta, "a delegate whose name is empty: an error, and nothing stays attached", bench =>
        {
            bench.Delegate(Net("default", "0.4.0", bench.Plug("one")), Net("", "0.4.0", bench.Plug("two")));
            bench.Failed("ADD");
            var calls = bench.Double.Calls;
            Require(
                calls.Count(call => call.Command == "ADD") == calls.Count(call => call.Command == "DEL"),
                string.Join(", ", calls));
        }),
    ];

    private static void FailsWith(Bench bench, string script, string word)
    {
        bench.Double.Do("primary", "ADD", script);
        var answer = bench.Failed("ADD", null, bench.NewPod());
        Require(answer.Code is > 0, $"{script}: no code: {answer}");
        RequireWords(answer, word);
        bench.Double.Forget();
    }
}
