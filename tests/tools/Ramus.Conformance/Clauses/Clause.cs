using Ramus.Conformance.Harness;

namespace Ramus.Conformance.Clauses;

/// <summary>One requirement, and its test.</summary>
/// <param name="Ids">The IDs of its rules, for example "R18 F17".</param>
/// <param name="Level">M must, S should, O may, I behaviour of the reference implementation.</param>
/// <param name="Scope">The plugins to which it applies.</param>
/// <param name="Tried">The test, in a sentence.</param>
/// <param name="Try">Runs the test; throws a <see cref="Violation"/> or <see cref="Inapplicable"/>.</param>
internal sealed record Clause(string Ids, char Level, Scope Scope, string Tried, Action<Bench> Try)
{
    public IReadOnlyList<string> Each => Ids.Split(' ');

    /// <summary>A clause that cannot be tested by calling the plugin.</summary>
    public static Clause Invisible(string ids, char level, string what, string reason) =>
        new(ids, level, Scope.Any, what, _ => throw new Inapplicable(reason));
}
