using Ramus.Conformance.Clauses;
using Ramus.Conformance.Harness;

namespace Ramus.Conformance.Tests;

/// <summary>Runs the conformance suite.</summary>
internal static class Verdicts
{
    /// <summary>One run of the suite already uses all processors.</summary>
    public const string OneAtATime = "the suite";

    private static readonly HashSet<string> None = [];

    public static IReadOnlyList<Verdict> Of(string plugin, IReadOnlySet<string>? reasons = null, params string[] only)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "network namespaces need root");
        return Suite.Run(Profile.Of(plugin, null), reasons ?? None, only.ToHashSet());
    }

    /// <summary>The IDs of the failing clauses; the observations go to the test's output.</summary>
    public static IReadOnlyList<string> Failures(this IReadOnlyList<Verdict> verdicts) =>
        [.. verdicts.Where(verdict => verdict.Outcome == Outcome.Fail).Select(verdict => verdict.Clause.Ids)];

    public static string Explain(this IReadOnlyList<Verdict> verdicts) => string.Join('\n', verdicts
        .Where(verdict => verdict.Outcome == Outcome.Fail)
        .Select(verdict => $"{verdict.Clause.Ids}: {verdict.Clause.Tried}: {verdict.Reason}"));
}
