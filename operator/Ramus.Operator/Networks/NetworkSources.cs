using k8s;
using Microsoft.Extensions.Logging;
using Ramus.Contract.NodeNetwork;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Watching;

namespace Ramus.Operator.Networks;

/// <summary>The caches that a network's status is made of.</summary>
internal sealed class NetworkSources(IKubernetes client, ILogger logger)
{
    internal static readonly ResourceType NodeNetworks = new(
        NodeNetworkResource.Group, NodeNetworkResource.Version, NodeNetworkResource.Plural);

    private IReadOnlyList<NodeView>? views;

    public Reflector<WatchedNetwork> Networks { get; } =
        new(client, ResourceType.NetworkAttachmentDefinitions, WatchedNetwork.Of, null, logger);

    public Reflector<CachedNodeReport> Reports { get; } =
        new(client, NodeNetworks, CachedNodeReport.Of, null, logger);

    public Reflector<WatchedNode> Nodes { get; } = new(
        client, ResourceType.Nodes, WatchedNode.Of, new ReflectorOptions { IsMetadataOnly = true }, logger);

    /// <summary>Of each pod only its metadata comes over the wire, and of most of them nothing stays.</summary>
    public Reflector<WatchedPod> Pods { get; } = new(
        client, ResourceType.Pods, WatchedPod.Of,
        new ReflectorOptions { IsMetadataOnly = true, FieldSelector = "status.phase!=Succeeded,status.phase!=Failed" },
        logger);

    /// <summary>All nodes with a node agent.</summary>
    public IReadOnlyList<NodeView> Views => Volatile.Read(ref views) ?? LookAtNodes();

    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(
        Networks.RunAsync(cancellationToken), Reports.RunAsync(cancellationToken),
        Nodes.RunAsync(cancellationToken), Pods.RunAsync(cancellationToken));

    public Task HaveSynced => Task.WhenAll(Networks.HasSynced, Reports.HasSynced, Nodes.HasSynced, Pods.HasSynced);

    /// <summary>Nodes or their reports have changed.</summary>
    public void ForgetViews() => Volatile.Write(ref views, null);

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
