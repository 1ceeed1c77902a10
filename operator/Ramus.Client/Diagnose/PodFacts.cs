using System.Text.Json;
using Ramus.Client.Get;
using Ramus.Contract.Selection;

namespace Ramus.Client.Diagnose;

/// <summary>What a cluster knows about a pod. A part that the user may not read is null.</summary>
/// <param name="Key">The pod's namespace and name.</param>
internal sealed record PodFacts(NetworkKey Key)
{
    /// <summary>The pod; null when it does not exist.</summary>
    public JsonElement? Pod { get; init; }

    /// <summary>The objects that created the pod, nearest first.</summary>
    public IReadOnlyList<JsonElement> Owners { get; init; } = [];

    /// <summary>The events of the pod, oldest first.</summary>
    public IReadOnlyList<KubernetesEvent> Events { get; init; } = [];

    /// <summary>The events about pods of the namespace that were refused; only for a pod that does not exist.</summary>
    public IReadOnlyList<KubernetesEvent> Refusals { get; init; } = [];

    /// <summary>The networks of the cluster.</summary>
    public IReadOnlyList<NetworkRow>? Networks { get; init; }

    /// <summary>The report of the pod's node; null also when there is none.</summary>
    public NodeRow? Node { get; init; }

    /// <summary>The time at which the node reported first, in the API server's format.</summary>
    public string NodeSince { get; init; } = "";

    /// <summary>The agent's pod on the pod's node; null also when there is none.</summary>
    public JsonElement? Agent { get; init; }
}
