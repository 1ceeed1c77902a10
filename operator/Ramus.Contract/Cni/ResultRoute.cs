using System.Net.Sockets;
using Ramus.Contract.Selection;

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

    /// <summary>A default route of either family.</summary>
    public bool IsDefault => IsDefaultDestination(Dst);

    /// <summary>IPv4, else IPv6.</summary>
    public bool IsV4 => IpText.TryParsePrefix(Dst, out var address, out _)
        ? address.AddressFamily == AddressFamily.InterNetwork
        : !Dst.Contains(':');

    /// <summary>
    /// True for a prefix of all addresses of a family, whatever is left of the slash: plugins read <c>10.0.0.0/0</c>
    /// with Go's net.ParseCIDR, which masks it to <c>0.0.0.0/0</c>.
    /// </summary>
    public static bool IsDefaultDestination(string prefix) =>
        IpText.TryParsePrefix(prefix, out _, out var length) && length == 0;
}
