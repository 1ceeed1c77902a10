using Ramus.Conformance.Clauses;
using Ramus.Conformance.Harness;

namespace Ramus.Conformance.Tests;

/// <summary>Runs the suite.</summary>
internal static class Verdicts
{
    /// <summary>Each run of the suite keeps the processors busy by itself.</summary>
    public const string OneAtATime = "the suite";

    private static readonly HashSet<string> None = [];

    public static IReadOnlyList<Verdict> Of(string plugin, IReadOnlySet<string>? reasons = null, params string[] only)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "network namespaces need root");
        return Suite.Run(Profile.Of(plugin, null), reasons ?? None, only.ToHashSet());
    }

    /// <summary>The clauses that fail, and what was seen when somebody looks.</summary>
    public static IReadOnlyList<string> Failures(this IReadOnlyList<Verdict> verdicts) =>
        [.. verdicts.Where(verdict => verdict.Outcome == Outcome.Fail).Select(verdict => verdict.Clause.Ids)];

    public static string Explain(this IReadOnlyList<Verdict> verdicts) => string.Join('\n', verdicts
        .Where(verdict => verdict.Outcome == Outcome.Fail)
        .Select(verdict => $"{verdict.Clause.Ids}: {verdict.Clause.Tried}: {verdict.Reason}"));
}
