namespace Ramus.Contract.Cni;

/// <summary>DNS settings.</summary>
public sealed record ResultDns
{
    /// <summary>No settings: the pod's resolver stays as it is.</summary>
    public static ResultDns Empty { get; } = new();

    public IReadOnlyList<string> Nameservers { get; init; } = [];

    /// <summary>The local domain for short names; null for none.</summary>
    public string? Domain { get; init; }

    public IReadOnlyList<string> Search { get; init; } = [];

    /// <summary>Options as in resolv.conf, for example "ndots:5".</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    public bool IsEmpty => Nameservers.Count == 0 && Domain is null && Search.Count == 0 && Options.Count == 0;
}
