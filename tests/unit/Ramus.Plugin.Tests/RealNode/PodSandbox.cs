using System.Text.Json;

namespace Ramus.Plugin.Tests.RealNode;

/// <summary>A pod's sandbox: a named network namespace.</summary>
internal sealed class PodSandbox : IDisposable
{
    public PodSandbox(string node, string name)
    {
        ContainerId = $"{node}-{name}";
        Command.Run("ip", "netns", "add", ContainerId);
        Command.Run("ip", "-n", ContainerId, "link", "set", "lo", "up");
    }

    public string ContainerId { get; }

    public string Netns => $"/run/netns/{ContainerId}";

    /// <summary>The names of the interfaces except lo.</summary>
    public IReadOnlyList<string> Interfaces => Links.Interfaces(ContainerId);

    public JsonElement Interface(string name) => Links.Show(ContainerId, name);

    /// <summary>The global addresses of an interface, with prefix lengths.</summary>
    public IReadOnlyList<string> Addresses(string name) =>
    [
        .. Interface(name).GetProperty("addr_info").EnumerateArray()
            .Where(address => address.GetProperty("scope").GetString() == "global")
            .Select(
                address => $"{address.GetProperty("local").GetString()}/{address.GetProperty("prefixlen").GetInt32()}"),
    ];

    public string Mac(string name) => Interface(name).GetProperty("address").GetString()!;

    public int Mtu(string name) => Interface(name).GetProperty("mtu").GetInt32();

    /// <summary>Removes the namespace, as stopping the sandbox does.</summary>
    public void Stop()
    {
        if (File.Exists(Netns))
        {
            Command.Run("ip", "netns", "del", ContainerId);
        }
    }

    public void Dispose() => Stop();
}
