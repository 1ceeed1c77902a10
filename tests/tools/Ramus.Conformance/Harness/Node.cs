namespace Ramus.Conformance.Harness;

/// <summary>
/// The node: its own network namespace with an uplink, so that the machine's network is not changed.
/// </summary>
internal sealed class Node : IDisposable
{
    private readonly string name = $"conf-{Guid.NewGuid().ToString("N")[..8]}";
    private int containers;

    public Node()
    {
        Shell.Run("ip", "netns", "add", name);
        try
        {
            Shell.Run("ip", "-n", name, "link", "set", "lo", "up");
            Shell.Run("ip", "-n", name, "link", "add", "uplink", "up", "type", "veth", "peer", "name", "wire");
            Shell.Run("ip", "-n", name, "link", "set", "wire", "up");
            Namespace = Shell.Run([.. Inside("readlink"), "/proc/self/ns/net"]).Trim();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The namespace's inode name, as in /proc.</summary>
    public string Namespace { get; } = "";

    /// <summary>The command that runs <paramref name="program"/> on this node.</summary>
    public IReadOnlyList<string> Inside(string program) => ["nsenter", $"--net=/run/netns/{name}", program];

    /// <summary>A new container ID.</summary>
    public string NextId() => $"{name}-{Interlocked.Increment(ref containers)}";

    public void Dispose() => Shell.Try("ip", "netns", "del", name);
}
