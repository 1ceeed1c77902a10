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

        var generations = GenerationsIn(entity.TextAt("metadata", "annotations", Annotations.NetworkGenerations));
        return new WatchedPod([.. attached.Select(
            network => KeyValuePair.Create(network, generations.GetValueOrDefault(network.ToString())))]);
    }

    private static List<NetworkKey> NamesIn(string status)
    {
        try
        {
            return [.. NetworkStatus.Parse(status).Select(entry => entry.Name.Split('/'))
                .Where(parts => parts.Length == 2).Select(parts => new NetworkKey(parts[0], parts[1]))
                .Where(network => network.IsValid)];
        }
        catch (ContractException)
        {
            // Anybody may write annotations.
            return [];
        }
    }

    private static Dictionary<string, long> GenerationsIn(string? text)
    {
        var generations = new Dictionary<string, long>(StringComparer.Ordinal);
        if (text is null)
        {
            return generations;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            foreach (var network in document.RootElement.EnumerateObject())
            {
                if (network.Value.ValueKind == JsonValueKind.Number && network.Value.TryGetInt64(out var generation))
                {
                    generations[network.Name] = generation;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            generations.Clear();
        }

        return generations;
    }
}
