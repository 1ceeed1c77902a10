using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Webhook.Pods;

/// <summary>Which container of a pod asks for the devices of its networks.</summary>
internal static class TargetContainer
{
    /// <summary>
    /// The container that the annotation names, or the first; null when the pod has none, which the API server's own
    /// validation refuses.
    /// </summary>
    /// <exception cref="ContractException">The annotation names none that would do.</exception>
    public static PodContainer? Find(PodJson pod)
    {
        var name = pod.Annotation(Annotations.TargetContainer);
        if (string.IsNullOrEmpty(name))
        {
            return pod.Containers().FirstOrDefault();
        }

        if (pod.Running().FirstOrDefault(container => container.Name == name) is { } target)
        {
            return target;
        }

        var names = string.Join(", ", pod.Running().Select(static container => container.Name));
        throw new ContractException(pod.InitContainers().Any(container => container.Name == name)
            ? $"annotation {Annotations.TargetContainer} names init container '{name}', which ends before the pod "
                + $"runs, and its devices with it; name one of {names}"
            : $"annotation {Annotations.TargetContainer} names container '{Short(name)}', which the pod does not have; "
                + $"name one of {names}");
    }

    private static string Short(string text) => text.Length <= 63 ? text : $"{text[..63]}...";
}
