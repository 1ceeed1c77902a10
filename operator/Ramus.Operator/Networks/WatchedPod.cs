using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;
using Ramus.Contract.Status;
using Ramus.Kubernetes.Client;

namespace Ramus.Operator.Networks;

/// <summary>The networks that a pod is attached to, each with the generation that it got (0 = unknown).</summary>
internal sealed record WatchedPod(IReadOnlyList<KeyValuePair<NetworkKey, long>> Attached)
{
    // More than a pod can have; anybody may write the annotation.
    private const int MostNetworks = 100;

    /// <summary>Null for pods without networks of ours, and for those that are about to end.</summary>
    public static WatchedPod? Of(JsonElement entity)
    {
        if (entity.TextAt("metadata", "annotations", Annotations.NetworkStatus) is not { } status
            || entity.TryFind(out _, "metadata", "deletionTimestamp"))
        {
            return null;
        }

        var attached = NamesIn(status).Distinct().Take(MostNetworks).ToList();
        if (attached.Count == 0)
        {
            return null;
        }

        var generations = NetworkGenerations.Read(
            entity.TextAt("metadata", "annotations", Annotations.NetworkGenerations));
        return new WatchedPod([.. attached.Select(
            network => KeyValuePair.Create(network, generations.GetValueOrDefault(network.ToString())))]);
    }

    private static List<NetworkKey> NamesIn(string status)
    {
        try
        {
            return [.. NetworkStatus.Parse(status)
                .Select(entry => NetworkKey.TryParse(entry.Name, out var network) ? network : default)
                .Where(network => network != default)];
        }
        catch (ContractException)
        {
            // Anybody may write annotations.
            return [];
        }
    }
}
