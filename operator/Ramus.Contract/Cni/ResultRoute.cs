using System.Net.Sockets;
using Ramus.Contract.Selection;

namespace Ramus.Contract.Cni;

/// <summary>A route of the pod; <paramref name="Dst"/> is a prefix.</summary>
public sealed record ResultRoute(string Dst)
{
    /// <summary>The next hop; null for a destination on the link.</summary>
    public string? Gw { get; init; }

    /// <summary>Path MTU in bytes; null leaves it to the kernel.</summary>
    public int? Mtu { get; init; }

    /// <summary>Advertised maximal segment size in bytes.</summary>
    public int? Advmss { get; init; }

    /// <summary>The metric: the route with the lowest one wins.</summary>
    public long? Priority { get; init; }

    /// <summary>The routing table; null is the main one.</summary>
    public long? Table { get; init; }

    /// <summary>The scope: 0 for global, 253 for link, 254 for host (rtnetlink(7)).</summary>
    public int? Scope { get; init; }

    /// <summary>A default route of either family.</summary>
    public bool IsDefault => IsDefaultDestination(Dst);

    /// <summary>True for IPv4, false for IPv6.</summary>
    public bool IsV4 => IpText.TryParsePrefix(Dst, out var address, out _)
        ? address.AddressFamily == AddressFamily.InterNetwork
        : !Dst.Contains(':');

    /// <summary>
    /// True for any prefix of length 0. Plugins read <c>10.0.0.0/0</c> with Go's net.ParseCIDR, which masks it to
    /// <c>0.0.0.0/0</c>.
    /// </summary>
    public static bool IsDefaultDestination(string prefix) =>
        IpText.TryParsePrefix(prefix, out _, out var length) && length == 0;
}
