using System.Text.Json;
using Ramus.Client.Cluster;
using Ramus.Client.Get;
using Ramus.Contract.Admission;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;

namespace Ramus.Client.Diagnose;

/// <summary>Gathers what a cluster knows about a pod.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="systemNamespace">The namespace of Ramus.</param>
internal sealed class PodFactsReader(ClusterReader cluster, string systemNamespace)
{
    private const int MostOwners = 3;

    private static readonly ResourceType ReplicaSets = new("apps", "v1", "replicasets");
    private static readonly ResourceType Jobs = new("batch", "v1", "jobs");

    // The kinds that create pods, directly or through another object.
    private static readonly Dictionary<string, ResourceType> OwnerTypes = new(StringComparer.Ordinal)
    {
        ["CronJob"] = new("batch", "v1", "cronjobs"),
        ["DaemonSet"] = ResourceType.DaemonSets,
        ["Deployment"] = ResourceType.Deployments,
        ["Job"] = Jobs,
        ["ReplicaSet"] = ReplicaSets,
        ["StatefulSet"] = new("apps", "v1", "statefulsets"),
    };

    public async Task<PodFacts> ReadAsync(NetworkKey key, CancellationToken cancellationToken)
    {
        var facts = new PodFacts(key);
        if (await cluster.FindAsync(ResourceType.Pods, key.Namespace, key.Name, cancellationToken) is not { } pod)
        {
            return facts with { Refusals = await RefusalsAsync(key.Namespace, cancellationToken) };
        }

        var networks = await cluster.TryListAsync(
            ResourceType.NetworkAttachmentDefinitions, null, "", cancellationToken);
        facts = facts with
        {
            Pod = pod,
            Owners = await OwnersAsync(pod, key.Namespace, cancellationToken),
            Events = await EventsAsync(key.Namespace, key.Name, cancellationToken),
            Networks = networks is null ? null : [.. networks.Select(NetworkRow.Of)],
        };
        return pod.TextAt("spec", "nodeName") is { Length: > 0 } node
            ? await WithNodeAsync(facts, node, cancellationToken)
            : facts;
    }

    /// <summary>The events about an object, oldest first.</summary>
    public async Task<IReadOnlyList<KubernetesEvent>> EventsAsync(
        string? @namespace, string name, CancellationToken cancellationToken)
    {
        var selector = $"fieldSelector={Uri.EscapeDataString($"involvedObject.name={name}")}";
        var events = await cluster.TryListAsync(ResourceType.Events, @namespace, selector, cancellationToken) ?? [];
        return [.. events.Select(KubernetesEvent.Of).OrderBy(static one => one.Time, StringComparer.Ordinal)];
    }

    /// <summary>The agent's pod on a node; null when there is none, or the user may not read it.</summary>
    public async Task<JsonElement?> AgentAsync(string node, CancellationToken cancellationToken)
    {
        var selector = $"labelSelector={Uri.EscapeDataString($"{Installation.ProgramLabel}={Installation.Node}")}";
        var agents = await cluster.TryListAsync(ResourceType.Pods, systemNamespace, selector, cancellationToken) ?? [];
        foreach (var agent in agents.Where(agent => agent.TextAt("spec", "nodeName") == node))
        {
            return agent;
        }

        return null;
    }

    private async Task<PodFacts> WithNodeAsync(PodFacts facts, string node, CancellationToken cancellationToken)
    {
        var report = await cluster.FindAsync(NodeNetworks.Type, null, node, cancellationToken);
        return facts with
        {
            Node = report is { } present ? NodeRow.Of(present) : null,
            NodeSince = report?.TextAt("metadata", "creationTimestamp") ?? "",
            Agent = await AgentAsync(node, cancellationToken),
        };
    }

    private async Task<IReadOnlyList<KubernetesEvent>> RefusalsAsync(
        string @namespace, CancellationToken cancellationToken)
    {
        var events = await cluster.TryListAsync(
            ResourceType.Events, @namespace, "fieldSelector=reason%3DFailedCreate", cancellationToken) ?? [];
        return
        [
            .. events.Select(KubernetesEvent.Of)
                .Where(static one => one.Message.Contains(WebhookNames.Pods, StringComparison.Ordinal))
                .OrderBy(static one => one.Time, StringComparer.Ordinal),
        ];
    }

    private async Task<IReadOnlyList<JsonElement>> OwnersAsync(
        JsonElement pod, string @namespace, CancellationToken cancellationToken)
    {
        var owners = new List<JsonElement>();
        var current = pod;
        while (owners.Count < MostOwners)
        {
            var reference = current.ItemsAt("metadata", "ownerReferences").FirstOrDefault();
            if (reference.TextAt("kind") is not { } kind || !OwnerTypes.TryGetValue(kind, out var type)
                || reference.TextAt("name") is not { Length: > 0 } name
                || await TryFindAsync(type, @namespace, name, cancellationToken) is not { } owner)
            {
                break;
            }

            owners.Add(owner);
            current = owner;
        }

        return owners;
    }

    private async Task<JsonElement?> TryFindAsync(
        ResourceType type, string @namespace, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await cluster.FindAsync(type, @namespace, name, cancellationToken);
        }
        catch (ApiException e) when (e.Status == System.Net.HttpStatusCode.Forbidden)
        {
            return null;
        }
    }
}
