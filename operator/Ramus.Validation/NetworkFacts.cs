namespace Ramus.Validation;

/// <summary>What a network's configuration says of itself; as much as could be read.</summary>
public sealed record NetworkFacts
{
    public static NetworkFacts None { get; } = new();

    /// <summary>Name in the configuration, or the network's own.</summary>
    public string? ConfigName { get; init; }

    /// <summary>The CNI version that is used.</summary>
    public string? CniVersion { get; init; }

    /// <summary>The plugins of the chain, in order.</summary>
    public IReadOnlyList<string> PluginTypes { get; init; } = [];

    /// <summary>The address managers that they call.</summary>
    public IReadOnlyList<string> IpamTypes { get; init; } = [];

    /// <summary>Interfaces that must exist on the node.</summary>
    public IReadOnlyList<string> Masters { get; init; } = [];

    /// <summary>Device plugin resource of the annotation.</summary>
    public string? ResourceName { get; init; }

    /// <summary>Books of addresses on the node, for <see cref="AddressPools"/>.</summary>
    public IReadOnlyList<AddressPool> Pools { get; init; } = [];
}
