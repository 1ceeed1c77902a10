using Ramus.Contract.Json;
using Ramus.Contract.Selection;
using Ramus.Validation.Pods;

namespace Ramus.Webhook.Pods;

/// <summary>The container of a pod that requests the devices of its networks.</summary>
internal static class TargetContainer
{
    /// <summary>
    /// The container that the annotation names, else the first one; null when the pod has no containers, which the API
    /// server's own validation refuses.
    /// </summary>
    /// <exception cref="ContractException">The annotation names no suitable container.</exception>
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

        throw new ContractException(PodSentences.WrongTarget(
            name,
            pod.Running().Select(static container => container.Name),
            pod.InitContainers().Select(static container => container.Name)));
    }
}
