namespace Ramus.Contract.Cni;

/// <summary>DNS settings.</summary>
public sealed record ResultDns
{
    public static ResultDns Empty { get; } = new();

    public IReadOnlyList<string> Nameservers { get; init; } = [];

    public string? Domain { get; init; }

    public IReadOnlyList<string> Search { get; init; } = [];

    public IReadOnlyList<string> Options { get; init; } = [];

    public bool IsEmpty => Nameservers.Count == 0 && Domain is null && Search.Count == 0 && Options.Count == 0;
}
