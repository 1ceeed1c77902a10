using Ramus.Client.Get;

namespace Ramus.Client.Explain;

/// <summary>The parts of a pod that determine its networks.</summary>
internal sealed record ExplainedPod
{
    /// <summary>Its name in messages.</summary>
    public required string Subject { get; init; }

    public required string Namespace { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>The names of the containers that run as long as the pod.</summary>
    public IReadOnlyList<string> Containers { get; init; } = [];

    public bool IsHostNetwork { get; init; }

    /// <summary>The interfaces that the pod got; empty for a pod in a file.</summary>
    public IReadOnlyList<PodInterface> Attached { get; init; } = [];

    /// <summary>Whether the pod is in a cluster, so that the webhook has already changed it.</summary>
    public bool IsLive { get; init; }
}
