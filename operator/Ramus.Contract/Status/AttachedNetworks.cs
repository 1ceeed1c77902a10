using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Contract.Status;

/// <summary>
/// The networks that a pod is attached to, as far as its annotations are trustworthy: a user who may update a pod can
/// write any status into it, so a network counts only if the pod also selects it.
/// <see cref="Policy.NetworkUse"/> decides whether the pod may use the network.
/// </summary>
public static class AttachedNetworks
{
    /// <summary>The networks of the pod's status that its annotations select, without duplicates.</summary>
    /// <param name="podNamespace">The pod's namespace.</param>
    /// <param name="multusNamespace">The namespace of a default-network annotation that names no namespace.</param>
    /// <param name="annotation">The value of one of the pod's annotations; null without it.</param>
    public static IReadOnlyList<NetworkKey> Of(
        string podNamespace, string multusNamespace, Func<string, string?> annotation)
    {
        if (annotation(Annotations.NetworkStatus) is not { } status)
        {
            return [];
        }

        try
        {
            var selected = NetworkSelection.Parse(annotation(Annotations.Networks) ?? "", podNamespace)
                .Concat(NetworkSelection.Parse(
                    annotation(Annotations.DefaultNetwork) ?? "", multusNamespace, Annotations.DefaultNetwork))
                .Select(static selection => selection.Key)
                .ToHashSet();
            return selected.Count == 0
                ? []
                : [.. NetworkStatus.Parse(status)
                    .Select(static entry => NetworkKey.TryParse(entry.Name, out var network) ? network : default)
                    .Where(selected.Contains)
                    .Distinct()];
        }
        catch (ContractException)
        {
            // Users can write any text into annotations; a pod with an invalid annotation is never attached.
            return [];
        }
    }
}
