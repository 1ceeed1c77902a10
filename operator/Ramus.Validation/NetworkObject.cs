using Names = Ramus.Contract.Selection.Annotations;

namespace Ramus.Validation;

/// <summary>The parts of a NetworkAttachmentDefinition that are validated.</summary>
public sealed record NetworkObject(
    string Namespace, string Name, string? Config, IReadOnlyDictionary<string, string> Annotations)
{
    /// <summary>The annotations that rules read; a change of another annotation does not change the verdict.</summary>
    public static IReadOnlyList<string> JudgedAnnotations { get; } =
    [
        Names.ResourceName, Names.Render, Names.NodeSelector, Names.NodeLabel, Names.ResourceClaimTemplate,
        IgnoredWarnings.Annotation,
    ];

    /// <summary>The path of an annotation, for findings.</summary>
    internal static string PathOf(string annotation) => $"metadata.annotations['{annotation}']";

    /// <summary>Whether two versions of a network have the same input for the rules, and so the same verdict.</summary>
    public bool IsJudgedAs(NetworkObject other)
    {
        ArgumentNullException.ThrowIfNull(other);
        // The rules treat an empty annotation as absent.
        return Config == other.Config && JudgedAnnotations.All(key =>
            Annotations.GetValueOrDefault(key, "") == other.Annotations.GetValueOrDefault(key, ""));
    }
}
