using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Watching;
using Ramus.Node.Services;

namespace Ramus.Node.Pods;

/// <summary>The pods of this node: a cache, and one live read when the cache is stale.</summary>
internal sealed class NodePods(NodeServices node)
{
    public Reflector<WatchedPod> Reflector { get; } = new(
        node.Client, ResourceType.Pods, WatchedPod.ToKeep,
        new ReflectorOptions
        {
            FieldSelector = $"spec.nodeName={node.NodeName},status.phase!=Succeeded,status.phase!=Failed",
        },
        node.Logger, node.Time);

    /// <summary>
    /// The pod with the UID of the key. Null when the API server confirmed that no pod has that name, or that a pod
    /// with another UID has it.
    /// </summary>
    /// <exception cref="IOException">The API server is unreachable, and the cache does not have the pod.</exception>
    public async Task<WatchedPod?> FindAsync(PodKey pod, CancellationToken cancellationToken)
    {
        var key = new ObjectKey(pod.Namespace, pod.Name);
        if (pod.Uid.Length > 0 && Reflector.Cache.TryGet(key, out var cached) && !cached.IsIncomplete
            && cached.IsSame(pod.Uid))
        {
            return cached;
        }

        return await node.FindAsync(ResourceType.Pods, key, cancellationToken) is { } entity
            && WatchedPod.From(entity) is { } live && live.IsSame(pod.Uid)
            ? live
            : null;
    }
}
