using Ramus.Contract.Selection;

namespace Ramus.Client.Try.Input;

/// <summary>What matters here of a pod.</summary>
internal sealed record PodManifest
{
    public required PodKey Key { get; init; }

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>Ports of the containers that have a host port.</summary>
    public IReadOnlyList<PortMapping> HostPorts { get; init; } = [];

    /// <summary>Extended resources that the containers ask for, with their number.</summary>
    public IReadOnlyDictionary<string, long> Resources { get; init; } = new Dictionary<string, long>();

    /// <summary>Whether the user means this pod by "name" or "namespace/name".</summary>
    public bool IsNamed(string name) => name == Key.Name || name == Key.ToString();
}
