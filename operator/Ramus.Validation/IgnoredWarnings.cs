using Ramus.Contract.Selection;

namespace Ramus.Validation;

/// <summary>Reads the annotation with which a network's author suppresses warnings.</summary>
public static class IgnoredWarnings
{
    public const string Annotation = Annotations.IgnoredWarnings;

    private const int MostIds = 64;

    public static IReadOnlyList<string> Of(NetworkObject network) =>
        network.Annotations.TryGetValue(Annotation, out var ids)
            ? ids.Split(',', MostIds, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : [];
}
