using Names = Ramus.Contract.Selection.Annotations;

namespace Ramus.Validation;

/// <summary>What is judged of a NetworkAttachmentDefinition.</summary>
public sealed record NetworkObject(
    string Namespace, string Name, string? Config, IReadOnlyDictionary<string, string> Annotations)
{
    /// <summary>The annotations that rules read: a change of any other one changes no verdict.</summary>
    public static IReadOnlyList<string> JudgedAnnotations { get; } =
        [Names.ResourceName, Names.Render, IgnoredWarnings.Annotation];

    /// <summary>The path of an annotation, for findings.</summary>
    internal static string PathOf(string annotation) => $"metadata.annotations['{annotation}']";

    /// <summary>Whether the rules come to the same verdict about two versions of one network.</summary>
    public bool IsJudgedAs(NetworkObject other)
    {
        ArgumentNullException.ThrowIfNull(other);
        // For the rules an empty annotation is none.
        return Config == other.Config && JudgedAnnotations.All(key =>
            Annotations.GetValueOrDefault(key, "") == other.Annotations.GetValueOrDefault(key, ""));
    }
}
