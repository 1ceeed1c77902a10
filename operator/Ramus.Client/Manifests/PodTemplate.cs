using Ramus.Contract.Selection;

namespace Ramus.Client.Manifests;

/// <summary>A pod of a manifest: a Pod itself, or the template of an object that creates pods.</summary>
/// <param name="Owner">The object.</param>
/// <param name="Value">The value that has the pod's <c>metadata</c> and <c>spec</c>.</param>
/// <param name="Path">Its path in the object; empty for a Pod.</param>
/// <param name="Copies">The number of pods with equal requests that can run at the same time.</param>
internal sealed record PodTemplate(ManifestObject Owner, ManifestValue Value, string Path, PodCopies Copies)
{
    // The path of the template by the object's kind.
    private static readonly Dictionary<string, string[]> Paths = new(
        Workload.All.Select(static workload => KeyValuePair.Create(workload.Kind, workload.TemplatePath.ToArray())),
        StringComparer.Ordinal)
    {
        ["Pod"] = [],
    };

    /// <summary>The kinds of Kubernetes that are or create pods.</summary>
    public static IReadOnlyCollection<string> Kinds => Paths.Keys;

    public ManifestValue? Annotations => Value.At("metadata", "annotations");

    public bool IsHostNetwork => Value.At("spec", "hostNetwork")?.IsTrue == true;

    /// <summary>The containers of the pod's spec.</summary>
    public IEnumerable<ManifestValue> Containers => Value.At("spec", "containers")?.ItemsOrNone ?? [];

    /// <summary>The init containers of the pod's spec.</summary>
    public IEnumerable<ManifestValue> InitContainers => Value.At("spec", "initContainers")?.ItemsOrNone ?? [];

    /// <summary>The text of an annotation; null without one, or if it is not a string.</summary>
    public string? Annotation(string key) => Annotations?.At(key)?.Text;

    /// <summary>The pod of an object; null when the object neither is a pod nor creates pods.</summary>
    public static PodTemplate? Of(ManifestObject owner)
    {
        var isKnown = Paths.TryGetValue(owner.Kind, out var path);
        path ??= [.. Workload.LikeKind(owner.Kind).TemplatePath];
        var value = owner.Value.At(path);
        var isPod = value is { IsMapping: true }
            && (isKnown || value.At("spec", "containers") is { Items: not null });
        return isPod
            ? new PodTemplate(owner, value!, string.Join('.', path), PodCopies.Of(owner))
            : null;
    }
}
