namespace Ramus.Contract.Cni;

/// <summary>A route of the pod; <paramref name="Dst"/> is a prefix.</summary>
public sealed record ResultRoute(string Dst)
{
    public string? Gw { get; init; }

    public int? Mtu { get; init; }

    public int? Advmss { get; init; }

    public long? Priority { get; init; }

    public long? Table { get; init; }

    public int? Scope { get; init; }

    /// <summary>A default route of either family: all addresses, whatever is left of the slash.</summary>
    public bool IsDefault => Dst is "0.0.0.0/0" or "::/0";

    internal bool IsV4 => !Dst.Contains(':');
}
