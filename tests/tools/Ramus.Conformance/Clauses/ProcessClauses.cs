using System.Text.Json;
using Ramus.Conformance.Harness;
using static Ramus.Conformance.Harness.Bench;

namespace Ramus.Conformance.Clauses;

/// <summary>The plugin as a process: exit status, streams, VERSION.</summary>
internal static class ProcessClauses
{
    public static IReadOnlyList<Clause> All { get; } =
    [
        new("P1", 'M', Scope.Any,
            "exit status of VERSION, of an ADD without a container id, of a DEL with half a configuration", bench =>
        {
            var version = bench.Refused("VERSION");
            Require(version.Status == 0, $"VERSION: {version}");
            foreach (var failing in Failures(bench))
            {
                Require(failing.Status != 0, $"an error, and yet: {failing}");
            }
        }),
        new("P2", 'S', Scope.Any, "where the error object of failing calls is printed", bench =>
        {
            foreach (var failing in Failures(bench))
            {
                Require((failing with { ErrorOutput = "" }).IsError, $"no error object on standard output: {failing}");
            }
        }),
        new("P3 F56", 'M', Scope.Any,
            "standard output of every command, of failures, and of a call without an ICU, a home or a locale", bench =>
        {
            var calls = new List<Answer>(Failures(bench))
            {
                bench.Refused("VERSION"),
                bench.Call("ADD"),
                bench.Call("DEL"),
                bench.Refused("NONSENSE"),
                bench.Call("ADD", null, null, "HOME", "LC_ALL=xx_XX.UTF-8", "LANG=xx", "CNI_ARGS=IgnoreUnknown=1"),
                bench.Refused("STATUS", bench.Conf("1.1.0")),
                bench.Refused("GC", bench.Conf("1.1.0")),
            };
            foreach (var answer in calls)
            {
                Require(answer.Output.Trim().Length == 0 || Parses(answer.Output), $"not JSON alone: {answer}");
            }
        }),
        new("P21", 'M', Scope.Any,
            "VERSION with a configuration of version 0.4.0: the answer has the same cniVersion, "
            + "supportedVersions is a list", bench =>
        {
            var answer = bench.Refused("VERSION", """{"cniVersion":"0.4.0"}""");
            Require(answer.Json is not null, $"no JSON: {answer}");
            var json = answer.Json!.Value;
            Require(
                json.TryGetProperty("supportedVersions", out var list) && list.ValueKind == JsonValueKind.Array
                && list.EnumerateArray().Any(version => version.ToString() == "0.4.0"),
                $"supportedVersions does not contain 0.4.0: {answer}");
            Same("\"0.4.0\"", At(json, "cniVersion"), "cniVersion");
        }),
        new("P22", 'S', Scope.Any, "keys of error objects: cniVersion, code as a number, msg as a text", bench =>
        {
            foreach (var failing in Failures(bench))
            {
                Require(failing.IsError, $"no error object: {failing}");
                Require(failing.Code is not null, $"no code: {failing}");
                Require(At(failing.Json!.Value, "msg") is ['"', _, _, ..], $"no msg: {failing}");
                Require(At(failing.Json!.Value, "cniVersion") is ['"', ..], $"no cniVersion: {failing}");
            }
        }),
        new("F51", 'I', Scope.Any,
            "VERSION with no other variable, first with standard input closed, then with one that never ends", bench =>
        {
            RequireVersions(bench.CallThroughShell("VERSION", "<&-"));
            using var waiting = bench.Start(
                new Dictionary<string, string> { ["CNI_COMMAND"] = "VERSION" }, "", keepOpen: true);
            Await(() => !waiting.IsRunning, "an answer while standard input stays open", seconds: 4);
            RequireVersions(waiting.Finish());
        }),
        new("F52", 'I', Scope.Any, "CNI_COMMAND=NONSENSE", bench =>
            RequireError(bench.Refused("NONSENSE"), 4, "unknown CNI_COMMAND: NONSENSE")),
        new("F98", 'S', Scope.Any, "CNI_COMMAND=NONSENSE with a configuration without a name, and with none", bench =>
        {
            var nameless = bench.Conf(null, json => json.Remove("name"));
            foreach (var conf in (string[])[nameless, "", "{"])
            {
                RequireError(bench.Refused("NONSENSE", conf), 4, "NONSENSE");
            }
        }),
        new("F53", 'I', Scope.Any, "no CNI_COMMAND: a description and the versions on standard error, exit 0", bench =>
        {
            var answer = bench.Refused("", null, "CNI_COMMAND");
            Require(answer.Status == 0 && answer.Json is null, $"{answer}");
            Require(
                answer.ErrorOutput.Contains("0.4.0", StringComparison.Ordinal),
                $"no versions on standard error: {answer}");
        }),
        new("F54", 'M', Scope.Any, "ADD with a directory as standard input, which cannot be read", bench =>
            RequireError(bench.CallThroughShell("ADD", "</"), 5)),
    ];

    private static IEnumerable<Answer> Failures(Bench bench)
    {
        yield return bench.Refused("ADD", null, "CNI_CONTAINERID");
        yield return bench.Refused("DEL", """{"cniVersion":"1.0.0","name":""");
        yield return bench.Refused("ADD", """{"cniVersion":"1.0.0","type":"no-name"}""");
    }

    private static void RequireVersions(Answer answer)
    {
        Require(!answer.Failed, $"VERSION fails: {answer}");
        Require(
            answer.Json is { } json && json.TryGetProperty("supportedVersions", out _),
            $"no supportedVersions: {answer}");
    }

    private static bool Parses(string text)
    {
        try
        {
            return JsonDocument.Parse(text).RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
