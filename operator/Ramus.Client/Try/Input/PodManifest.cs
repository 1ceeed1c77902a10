using Ramus.Contract.Selection;

namespace Ramus.Client.Try.Input;

/// <summary>The parts of a pod that matter for its networks.</summary>
internal sealed record PodManifest
{
    public required PodKey Key { get; init; }

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>The containers' ports that have a host port.</summary>
    public IReadOnlyList<PortMapping> HostPorts { get; init; } = [];

    /// <summary>Extended resources that the containers request, with their number.</summary>
    public IReadOnlyDictionary<string, long> Resources { get; init; } = new Dictionary<string, long>();

    /// <summary>Whether the pod has this name, given as "name" or "namespace/name".</summary>
    public bool IsNamed(string name) => name == Key.Name || name == Key.ToString();
}
