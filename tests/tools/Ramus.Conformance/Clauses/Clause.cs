using Ramus.Conformance.Harness;

namespace Ramus.Conformance.Clauses;

/// <summary>One demand, and how it is tried.</summary>
/// <param name="Ids">The rules that it stands for, "R18 F17".</param>
/// <param name="Level">M must, S should, O may, I what the reference implementation does.</param>
/// <param name="Scope">Whom it concerns.</param>
/// <param name="Tried">What is done, in a sentence.</param>
/// <param name="Try">Does it; throws a <see cref="Violation"/> or <see cref="Inapplicable"/>.</param>
internal sealed record Clause(string Ids, char Level, Scope Scope, string Tried, Action<Bench> Try)
{
    public IReadOnlyList<string> Each => Ids.Split(' ');

    /// <summary>A clause that no call of the plugin can show.</summary>
    public static Clause Invisible(string ids, char level, string what, string reason) =>
        new(ids, level, Scope.Any, what, _ => throw new Inapplicable(reason));
}
