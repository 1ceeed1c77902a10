namespace Ramus.Client.Get;

/// <summary>One interface of a pod.</summary>
internal sealed record PodInterface
{
    public required string Namespace { get; init; }

    public required string Pod { get; init; }

    public string Node { get; init; } = "";

    /// <summary>The interface's name; empty when the pod has no network-status yet.</summary>
    public string Interface { get; init; } = "";

    /// <summary>The network as namespace/name, or the name of the default network.</summary>
    public string Network { get; init; } = "";

    public IReadOnlyList<string> Addresses { get; init; } = [];

    public string Mac { get; init; } = "";

    /// <summary>The device behind the interface, for example a PCI address.</summary>
    public string Device { get; init; } = "";

    public int? Mtu { get; init; }

    public IReadOnlyList<string> Gateways { get; init; } = [];

    public bool IsDefault { get; init; }

    /// <summary>Whether the network has changed since the pod was attached; null when unknown.</summary>
    public bool? IsOutdated { get; init; }
}
