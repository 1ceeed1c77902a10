using Ramus.Contract.Selection;

namespace Ramus.Attachments.Hints;

/// <summary>Another pod in a hint, which is shown to users of the pod that failed.</summary>
internal static class OtherPod
{
    /// <summary>Its name, if both pods are in one namespace: tenants do not learn the names of others' pods.</summary>
    /// <param name="failed">The pod that failed; null when the caller named none.</param>
    /// <param name="other">The other pod; null if unknown.</param>
    /// <returns>Null when the other pod is unknown.</returns>
    public static string? NameOf(PodKey? failed, PodKey? other) =>
        other is not { } pod ? null
        : pod.Namespace == failed?.Namespace ? $"pod {pod}"
        : "a pod of another namespace";
}
