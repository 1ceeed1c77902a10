namespace Ramus.Contract.Cni;

/// <summary>An address with its prefix length, including the host bits: 10.1.2.3/24.</summary>
public sealed record ResultAddress(string Address)
{
    /// <summary>The gateway of its subnet; null when the plugin names none.</summary>
    public string? Gateway { get; init; }

    /// <summary>Index into the interfaces. Some plugins write negative values, which mean no interface.</summary>
    public int? Interface { get; init; }

    /// <summary>The address without its prefix length.</summary>
    public string Ip => Address[..Address.IndexOf('/')];

    internal bool IsV4 => !Address.Contains(':');
}
