namespace Ramus.Chart.Tests.Values;

/// <summary>One value of the chart.</summary>
/// <param name="Key">Its path, with dots.</param>
/// <param name="Default">What values.yaml has on the same line; null where it goes on below.</param>
/// <param name="Description">The comment above it.</param>
internal sealed record DocumentedValue(string Key, string? Default, string Description)
{
    public bool IsBelow(DocumentedValue other) => Key.StartsWith(other.Key + ".", StringComparison.Ordinal);
}
