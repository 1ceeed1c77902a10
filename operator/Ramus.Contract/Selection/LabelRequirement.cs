namespace Ramus.Contract.Selection;

/// <summary>One requirement of a label selector.</summary>
/// <param name="Key">The label's key.</param>
/// <param name="Values">The allowed values; empty when any value is allowed.</param>
/// <param name="IsNegated">Whether the requirement is negated.</param>
/// <param name="IsForAnyValue">Whether the label must exist, with any value.</param>
public sealed record LabelRequirement(string Key, IReadOnlyList<string> Values, bool IsNegated, bool IsForAnyValue)
{
    /// <summary>The operator's name in the Kubernetes API.</summary>
    public string Operator => (IsForAnyValue, IsNegated) switch
    {
        (true, false) => "Exists",
        (true, true) => "DoesNotExist",
        (false, false) => "In",
        (false, true) => "NotIn",
    };

    // As in Kubernetes, a missing label satisfies != and notin.
    internal bool Holds(IReadOnlyDictionary<string, string> labels) =>
        (labels.TryGetValue(Key, out var value) && (IsForAnyValue || Values.Contains(value))) != IsNegated;
}
