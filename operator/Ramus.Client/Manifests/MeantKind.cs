using Ramus.Validation.Json;

namespace Ramus.Client.Manifests;

/// <summary>Guesses the kind that an unknown kind stands for.</summary>
internal static class MeantKind
{
    private const int ShortestWord = 5;

    private const string Network = "NetworkAttachmentDefinition";

    // Names by which kubectl knows networks; a manifest needs the kind.
    private static readonly string[] ShortNames = ["NetAttachDef", "Nad"];

    /// <summary>The known kind that is meant; null when the kind is known, or similar to none.</summary>
    /// <param name="kind">The kind as written: perhaps in the plural, in lower case, or a short name.</param>
    /// <param name="known">The known kinds.</param>
    public static string? Of(string kind, IReadOnlyCollection<string> known)
    {
        if (known.Contains(kind))
        {
            return null;
        }

        var singular = Fold(kind).TrimEnd('s');
        return known.FirstOrDefault(candidate => Fold(candidate).TrimEnd('s') == singular)
            ?? (known.Contains(Network) && ShortNames.Any(name => Fold(name) == singular) ? Network
                : kind.Length >= ShortestWord ? Spelling.Nearest(kind, known)
                : null);
    }

    private static string Fold(string kind) => kind.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
}
