namespace Ramus.Contract.Selection;

/// <summary>One part of a label selector.</summary>
/// <param name="Key">The label.</param>
/// <param name="Values">One of these; empty when any value will do.</param>
/// <param name="IsNegated">It must not hold.</param>
/// <param name="IsForAnyValue">The label must be there, whatever its value.</param>
public sealed record LabelRequirement(string Key, IReadOnlyList<string> Values, bool IsNegated, bool IsForAnyValue)
{
    /// <summary>As a requirement of Kubernetes' API calls it.</summary>
    public string Operator => (IsForAnyValue, IsNegated) switch
    {
        (true, false) => "Exists",
        (true, true) => "DoesNotExist",
        (false, false) => "In",
        (false, true) => "NotIn",
    };

    // As in Kubernetes, a label that is not there is not equal, and not in any set.
    internal bool Holds(IReadOnlyDictionary<string, string> labels) =>
        (labels.TryGetValue(Key, out var value) && (IsForAnyValue || Values.Contains(value))) != IsNegated;
}
