using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Ramus.Testing;

/// <summary>
/// Ports for the programs that tests start. They are below the range from which the kernel takes ports for outgoing
/// connections, so that no connection of another test takes the port before the program listens on it.
/// </summary>
public static class FreePort
{
    private const int Lowest = 10_000;
    private const int Tries = 100;
    private const string OutgoingRange = "/proc/sys/net/ipv4/ip_local_port_range";

    private static readonly HashSet<int> Taken = [];
    private static readonly Lock Door = new();

    /// <summary>Takes a port on which nothing listens; a process gets each port once.</summary>
    public static int Take()
    {
        var end = int.Parse(File.ReadAllText(OutgoingRange).Split('\t')[0], CultureInfo.InvariantCulture);
        lock (Door)
        {
            for (var attempt = 0; attempt < Tries; attempt++)
            {
                var port = Random.Shared.Next(Lowest, end);
                if (IsFree(port) && Taken.Add(port))
                {
                    return port;
                }
            }
        }

        throw new InvalidOperationException($"no free port from {Lowest} to {end - 1} in {Tries} tries");
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Any, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
