namespace Ramus.Client.Create;

/// <summary>The settings of a new network, as the user gives them; empty when not given.</summary>
internal sealed record NetworkSettings
{
    public required string Type { get; init; }

    public required string Name { get; init; }

    public string Namespace { get; init; } = "";

    public string Master { get; init; } = "";

    public string Mode { get; init; } = "";

    public string Bridge { get; init; } = "";

    public int? Vlan { get; init; }

    public int? Mtu { get; init; }

    public string Device { get; init; } = "";

    /// <summary>The resource of a device plugin.</summary>
    public string Resource { get; init; } = "";

    /// <summary>The IPAM plugin; empty: host-local if there are ranges, static if there are addresses.</summary>
    public string Ipam { get; init; } = "";

    public IReadOnlyList<string> Ranges { get; init; } = [];

    public IReadOnlyList<string> Addresses { get; init; } = [];

    public IReadOnlyList<string> Gateways { get; init; } = [];

    public IReadOnlyList<string> Routes { get; init; } = [];
}
