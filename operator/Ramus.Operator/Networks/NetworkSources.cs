using k8s;
using Microsoft.Extensions.Logging;
using Ramus.Contract.NodeNetwork;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Watching;

namespace Ramus.Operator.Networks;

/// <summary>The caches from which the status of networks is computed.</summary>
/// <param name="client">The API server.</param>
/// <param name="multusNamespace">The namespace of a default network that is selected without a namespace.</param>
/// <param name="logger">The log of the caches.</param>
internal sealed class NetworkSources(IKubernetes client, string multusNamespace, ILogger logger)
{
    internal static readonly ResourceType NodeNetworks = new(
        NodeNetworkResource.Group, NodeNetworkResource.Version, NodeNetworkResource.Plural);

    // 24 MiB of memory for long networks.
    private const int MostKept = 12 * 1024 * 1024;

    private readonly TextBudget kept = new(MostKept);
    private IReadOnlyList<NodeView>? views;

    public Reflector<CachedNetwork> Networks { get; } =
        new(client, ResourceType.NetworkAttachmentDefinitions, CachedNetwork.Of, null, logger);

    public Reflector<CachedNodeReport> Reports { get; } =
        new(client, NodeNetworks, CachedNodeReport.Of, null, logger);

    public Reflector<WatchedNode> Nodes { get; } = new(
        client, ResourceType.Nodes, WatchedNode.Of, new ReflectorOptions { IsMetadataOnly = true }, logger);

    /// <summary>Only the pods' metadata is transferred, and pods without networks are not cached.</summary>
    public Reflector<WatchedPod> Pods { get; } = new(
        client, ResourceType.Pods, pod => WatchedPod.Of(pod, multusNamespace),
        new ReflectorOptions { IsMetadataOnly = true, FieldSelector = "status.phase!=Succeeded,status.phase!=Failed" },
        logger);

    /// <summary>All nodes that run the agent.</summary>
    public IReadOnlyList<NodeView> Views => Volatile.Read(ref views) ?? LookAtNodes();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var keeping = Networks.Cache.Subscribe(Keep);
        await Task.WhenAll(
            Networks.RunAsync(cancellationToken), Reports.RunAsync(cancellationToken),
            Nodes.RunAsync(cancellationToken), Pods.RunAsync(cancellationToken));
    }

    public Task HaveSynced => Task.WhenAll(Networks.HasSynced, Reports.HasSynced, Nodes.HasSynced, Pods.HasSynced);

    /// <summary>To be called when nodes or their reports have changed.</summary>
    public void ForgetViews() => Volatile.Write(ref views, null);

    private void Keep(EntityChange<CachedNetwork> change)
    {
        change.Previous?.Release(kept);
        if (change.Type != EntityChangeType.Deleted)
        {
            change.Entity.Keep(kept);
        }
    }

    private List<NodeView> LookAtNodes()
    {
        var fresh = Reports.Cache.List()
            .Select(report => new NodeView(
                report, Nodes.Cache.Find("", report.Node)?.Labels ?? new Dictionary<string, string>()))
            .ToList();
        Volatile.Write(ref views, fresh);
        return fresh;
    }
}
