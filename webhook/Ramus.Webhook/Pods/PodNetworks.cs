using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Webhook.Pods;

/// <summary>Reads which networks a pod asks for.</summary>
internal static class PodNetworks
{
    /// <summary>
    /// The networks in the order in which the node attaches them; null when the pod has no annotation of ours.
    /// </summary>
    /// <exception cref="ContractException">An annotation breaks the grammar; the message names it.</exception>
    public static IReadOnlyList<RequestedNetwork>? Read(
        PodAnnotations annotations, string podNamespace, string multusNamespace)
    {
        var (networks, defaultNetwork) = (annotations.Networks, annotations.DefaultNetwork);
        if (defaultNetwork is null && networks is null)
        {
            return null;
        }

        var selected = new List<RequestedNetwork>();
        if (defaultNetwork is not null)
        {
            selected.Add(ReadDefault(defaultNetwork, multusNamespace));
        }

        if (networks is not null)
        {
            selected.AddRange(Parse(Annotations.Networks, networks, podNamespace));
        }

        return selected;
    }

    /// <summary>
    /// Keys of the JSON form that mean nothing, most often misspelt ones. The standard lets them be.
    /// </summary>
    public static IEnumerable<string> WarnOfUnknownKeys(PodAnnotations annotations) =>
        UnknownKeys.Warn(Annotations.Networks, annotations.Networks)
            .Concat(UnknownKeys.Warn(Annotations.DefaultNetwork, annotations.DefaultNetwork));

    private static RequestedNetwork ReadDefault(string annotation, string multusNamespace)
    {
        var selected = Parse(Annotations.DefaultNetwork, annotation, multusNamespace).ToList();
        return selected.Count == 1
            ? selected[0]
            : throw new ContractException(
                $"annotation {Annotations.DefaultNetwork} selects {selected.Count} networks: name exactly one, "
                + "or remove the annotation to keep the default network of the node");
    }

    private static IEnumerable<RequestedNetwork> Parse(string annotation, string text, string defaultNamespace) =>
        NetworkSelection.Parse(text, defaultNamespace, annotation)
            .Select(selection => new RequestedNetwork(selection, annotation));
}
