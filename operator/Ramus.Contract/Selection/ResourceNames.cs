namespace Ramus.Contract.Selection;

/// <summary>
/// The value of a network's annotation <see cref="Annotations.ResourceName"/>: one resource, or several that are
/// separated by commas (for example a device and the node capacity of a bridge).
/// </summary>
public static class ResourceNames
{
    private const int Most = 16;

    /// <summary>The resources, at most 16; empty when the value names none.</summary>
    public static IReadOnlyList<string> In(string? value) =>
        string.IsNullOrWhiteSpace(value)
            ? []
            : [.. value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(Most)];
}
