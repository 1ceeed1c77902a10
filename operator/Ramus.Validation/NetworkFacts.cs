namespace Ramus.Validation;

/// <summary>Facts from a network's configuration, as far as it could be read.</summary>
public sealed record NetworkFacts
{
    public static NetworkFacts None { get; } = new();

    /// <summary>The name in the configuration, or the network's own name.</summary>
    public string? ConfigName { get; init; }

    /// <summary>The CNI version that is used.</summary>
    public string? CniVersion { get; init; }

    /// <summary>The types of the chain's plugins, in order.</summary>
    public IReadOnlyList<string> PluginTypes { get; init; } = [];

    /// <summary>The types of the IPAM plugins that they call.</summary>
    public IReadOnlyList<string> IpamTypes { get; init; } = [];

    /// <summary>The node's interfaces that the network uses, including the device that host-device moves.</summary>
    public IReadOnlyList<string> Masters { get; init; } = [];

    /// <inheritdoc cref="Contract.NodeNetwork.LowerInterfaces.Of"/>
    public IReadOnlyList<string> LowerInterfaces { get; init; } = [];

    /// <inheritdoc cref="Contract.NodeNetwork.LowerInterfaces.MtusOf"/>
    public IReadOnlyList<(string Master, int Mtu)> LowerMtus { get; init; } = [];

    /// <summary>Whether the network needs the daemon of dhcp at its usual socket.</summary>
    public bool NeedsDhcpDaemon { get; init; }

    /// <summary>The device plugin resource in the annotation.</summary>
    public string? ResourceName { get; init; }

    /// <summary>The address pools of the network, for <see cref="AddressPools"/>.</summary>
    public IReadOnlyList<AddressPool> Pools { get; init; } = [];
}
