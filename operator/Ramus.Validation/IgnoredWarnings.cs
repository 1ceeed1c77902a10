using Ramus.Contract.Selection;

namespace Ramus.Validation;

/// <summary>The warnings that the author of a network knows of and does not want to read again.</summary>
public static class IgnoredWarnings
{
    public const string Annotation = Annotations.IgnoredWarnings;

    private const int MostIds = 64;

    public static IReadOnlyList<string> Of(NetworkObject network) =>
        network.Annotations.TryGetValue(Annotation, out var ids)
            ? ids.Split(',', MostIds, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : [];
}
