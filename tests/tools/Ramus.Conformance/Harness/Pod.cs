using System.Text.Json;

namespace Ramus.Conformance.Harness;

/// <summary>A container's sandbox: a named network namespace.</summary>
internal sealed class Pod : IDisposable
{
    public Pod(string id)
    {
        Id = id;
        Shell.Run("ip", "netns", "add", id);
        Shell.Run("ip", "-n", id, "link", "set", "lo", "up");
    }

    /// <summary>CNI_CONTAINERID.</summary>
    public string Id { get; }

    /// <summary>CNI_NETNS.</summary>
    public string Netns => $"/run/netns/{Id}";

    /// <summary>The names of the interfaces except lo.</summary>
    public IReadOnlyList<string> Interfaces =>
    [
        .. JsonDocument.Parse(Ip("-j", "link", "show")).RootElement.EnumerateArray()
            .Select(link => link.GetProperty("ifname").GetString()!)
            .Where(name => name != "lo"),
    ];

    /// <summary>The default routes of a family as "via GATEWAY dev INTERFACE".</summary>
    public IReadOnlyList<string> DefaultRoutes(int family) =>
    [
        .. JsonDocument.Parse(Ip($"-{family}", "-j", "route", "show", "default")).RootElement.EnumerateArray()
            .Select(route => (Gateway: route.GetProperty("gateway"), Device: route.GetProperty("dev")))
            .Select(route => $"via {route.Gateway.GetString()} dev {route.Device.GetString()}"),
    ];

    public string Ip(params string[] arguments) => Shell.Run(["ip", "-n", Id, .. arguments]);

    /// <summary>Removes the namespace, as stopping the sandbox does.</summary>
    public void Stop()
    {
        if (File.Exists(Netns))
        {
            Shell.Try("ip", "netns", "del", Id);
        }
    }

    public void Dispose() => Stop();
}
