using System.Text;
using Ramus.Linux.Files;

namespace Ramus.Node.Report;

/// <summary>
/// Looks for the daemon that the IPAM plugin dhcp needs, by its socket. /proc/net/unix lists the sockets of the node's
/// network namespace, so the agent needs no access to the socket's directory.
/// </summary>
/// <param name="sockets">The file with the list of sockets.</param>
internal sealed class DhcpDaemon(string sockets = "/proc/net/unix")
{
    /// <summary>The plugin's name.</summary>
    public const string Plugin = "dhcp";

    // In a container, the daemon may see the node's directories below a prefix, such as /host/run/cni.
    private const string Socket = "/run/cni/dhcp.sock";

    private static readonly byte[] Line = Encoding.UTF8.GetBytes($"{Socket}\n");

    // Enough for about forty thousand sockets.
    private const int MaxBytes = 4 << 20;

    /// <summary>Why dhcp does not work; null when its daemon runs, or when that is not known.</summary>
    public string? WhyNotRunning() =>
        BoundedFile.TryRead(sockets, MaxBytes) is { } list && list.AsSpan().IndexOf(Line) < 0
            ? $"its daemon does not run: no process listens on {Socket}"
            : null;
}
