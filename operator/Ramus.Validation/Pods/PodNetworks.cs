using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Validation.Pods;

/// <summary>Reads the networks that a pod selects.</summary>
public static class PodNetworks
{
    /// <summary>
    /// The networks in the order in which the node attaches them; null when the pod has neither annotation.
    /// </summary>
    /// <param name="networks">The annotation with the list of networks; null without one.</param>
    /// <param name="defaultNetwork">The annotation that replaces the default network; null without one.</param>
    /// <param name="podNamespace">The pod's namespace.</param>
    /// <param name="multusNamespace">The namespace of a default network without one.</param>
    /// <exception cref="ContractException">An annotation is invalid; the message names it.</exception>
    public static IReadOnlyList<RequestedNetwork>? Read(
        string? networks, string? defaultNetwork, string podNamespace, string multusNamespace)
    {
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
    /// Warns of unknown keys in the JSON form, which are usually misspelled. The standard says to ignore them.
    /// </summary>
    public static IEnumerable<string> WarnOfUnknownKeys(string? networks, string? defaultNetwork) =>
        UnknownKeys.Warn(Annotations.Networks, networks)
            .Concat(UnknownKeys.Warn(Annotations.DefaultNetwork, defaultNetwork));

    private static RequestedNetwork ReadDefault(string annotation, string multusNamespace)
    {
        var selected = Parse(Annotations.DefaultNetwork, annotation, multusNamespace).ToList();
        return selected.Count == 1
            ? selected[0]
            : throw new ContractException(
                $"annotation {Annotations.DefaultNetwork} selects {selected.Count} networks: select exactly one, "
                + "or remove the annotation to keep the default network of the node");
    }

    private static IEnumerable<RequestedNetwork> Parse(string annotation, string text, string defaultNamespace) =>
        NetworkSelection.Parse(text, defaultNamespace, annotation)
            .Select(selection => new RequestedNetwork(selection, annotation));
}
