using System.Text.Json;
using Ramus.Testing.Reports;

namespace Ramus.Client.Tests.Try.Reports;

/// <summary>Compares the JSON report of `try` with a case.</summary>
internal static class ReportExpectation
{
    /// <summary>Every expected finding is there; networks of an input that works have no other error.</summary>
    public static void CheckFindings(ReportCase expected, JsonElement report)
    {
        var found = report.GetProperty("findings").EnumerateArray()
            .Select(static one => new ReportFinding(Text(one, "rule"), Text(one, "severity"), Text(one, "message")))
            .ToList();
        foreach (var want in expected.Findings)
        {
            found.ShouldContain(one => IsOf(want, one), $"no {want} among {string.Join("; ", found)}");
        }

        if (expected.Exit == 0)
        {
            found.ShouldAllBe(one => one.Severity != "error" || expected.Findings.Any(want => IsOf(want, one)));
        }
    }

    public static void CheckWarnings(ReportCase expected, JsonElement report)
    {
        var warnings = string.Join('\n', report.GetProperty("warnings").EnumerateArray());
        expected.Warnings.ToList().ForEach(want => warnings.ShouldContain(want, Case.Sensitive));
    }

    public static void CheckPods(ReportCase expected, JsonElement report)
    {
        var pods = report.GetProperty("pods").EnumerateArray()
            .ToDictionary(static pod => $"{Text(pod, "namespace")}/{Text(pod, "name")}");
        pods.Keys.ShouldBe(expected.Pods.Keys, ignoreOrder: true);
        foreach (var (key, want) in expected.Pods)
        {
            if (want.Failure is { } failure)
            {
                CheckFailure(failure, pods[key]);
            }
            else
            {
                CheckSuccess(want, pods[key]);
            }
        }
    }

    private static void CheckFailure(ReportFailure want, JsonElement pod)
    {
        var failure = pod.GetProperty("failure");
        failure.ValueKind.ShouldBe(JsonValueKind.Object, $"{pod}");
        Text(failure, "why").ShouldContain(want.Why, Case.Sensitive);
        if (want.Network is { } network)
        {
            Text(failure, "network").ShouldBe(network);
        }

        if (want.ToDo is { } advice)
        {
            Text(failure, "toDo").ShouldContain(advice, Case.Sensitive);
        }
    }

    private static void CheckSuccess(ReportPod want, JsonElement pod)
    {
        var links = TriedInterface.Of(pod);
        links.Keys.ShouldBe(want.Interfaces!.Keys, ignoreOrder: true);
        foreach (var (name, claims) in want.Interfaces)
        {
            claims.ToList().ForEach(claim => InterfaceClaim.Check(claim, links[name]));
        }

        Pairs(pod, "sysctls", "name", "value").ShouldBe(want.Sysctls, ignoreOrder: true);
        Pairs(pod, "hostPorts", "hostPort", "reachableFrom").ShouldBe(want.HostPorts, ignoreOrder: true);
        pod.GetProperty("networkStatus").EnumerateArray().Select(static entry => Text(entry, "interface"))
            .ShouldBe(want.Interfaces.Keys, ignoreOrder: true);
        pod.GetProperty("del").GetProperty("left").EnumerateArray().ShouldBeEmpty();
    }

    private static bool IsOf(ReportFinding want, ReportFinding one) =>
        (want.Rule, want.Severity) == (one.Rule, one.Severity)
        && one.Says.Contains(want.Says, StringComparison.Ordinal);

    private static IEnumerable<KeyValuePair<string, string>> Pairs(
        JsonElement pod, string list, string key, string value) =>
        pod.GetProperty(list).EnumerateArray()
            .Select(one => KeyValuePair.Create($"{one.GetProperty(key)}", $"{one.GetProperty(value)}"));

    private static string Text(JsonElement element, string key) =>
        element.TryGetProperty(key, out var text) ? text.GetString() ?? "" : "";
}
