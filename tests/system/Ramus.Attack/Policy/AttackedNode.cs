using System.Text;
using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;

namespace Ramus.Attack.Policy;

/// <summary>
/// A node and a pod in their own network namespaces, where real CNI plugins run. Both namespaces are removed when it is
/// disposed.
/// </summary>
internal sealed class AttackedNode : IDisposable
{
    internal const string MacOfEth0 = "02:aa:bb:cc:dd:01";
    internal const string MacOfEth1 = "02:aa:bb:cc:dd:02";
    private const string Plugins = "/usr/lib/cni";
    private const string PodInterface = "net1";

    private static readonly string[] Needed = ["bridge", "host-device", "ipvlan", "loopback", "macvlan", "ptp"];

    // a0 sorts first by name and is the veth peer of eth0. The default route leaves through eth0.
    private const string Setup = $"""
        link set lo up
        link add eth0 address {MacOfEth0} type veth peer name a0
        link add eth1 address {MacOfEth1} type veth peer name w1
        link add cni0 type bridge
        link add br-a type bridge
        link property add dev eth0 altname wan0
        link set a0 up
        link set w1 up
        link set eth0 up
        link set eth1 up
        link set cni0 up
        link set br-a up
        addr add 192.0.2.2/24 dev eth0
        route add default via 192.0.2.1
        """;

    private readonly string name = $"ramus-attack-{Guid.NewGuid().ToString("N")[..8]}";
    private readonly IReadOnlyList<NodeLink> before;
    private readonly IReadOnlyList<string> addresses;

    internal AttackedNode()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "network namespaces need root");
        var missing = Needed.Where(static type => !File.Exists(Path.Combine(Plugins, type))).ToList();
        Assert.SkipUnless(missing.Count == 0, $"the CNI plugins {string.Join(", ", missing)} are not in {Plugins}");
        try
        {
            Command.Run("ip", "netns", "add", name);
            Command.Run("ip", "netns", "add", Pod);
            using var scratch = new ScratchDirectory();
            Command.Run("ip", "-n", name, "-batch", scratch.Write("setup", Setup));
            before = NodeLink.Read(name);
            addresses = Addresses();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>All names by which a policy can allow the node's initial interfaces.</summary>
    internal IReadOnlyList<string> AllNames => [.. before.SelectMany(static link => link.Names)];

    private string Pod => $"{name}-pod";

    /// <summary>Whether the packet filter of the node has rules.</summary>
    internal bool HasFilterRules() => Command.Run("ip", "netns", "exec", name, "iptables-save").Split('\n')
        .Any(static line => line.StartsWith("-A ", StringComparison.Ordinal));

    /// <summary>All names of the other interfaces.</summary>
    internal IReadOnlyList<string> NamesWithout(string taken) =>
        [.. before.Where(link => link.Name != taken).SelectMany(static link => link.Names)];

    /// <summary>
    /// Calls the plugins of a configuration with ADD, as Ramus does; returns the first error, or null.
    /// </summary>
    internal string? Add(string config)
    {
        NetworkConfig network;
        try
        {
            network = NetworkConfig.Parse(Encoding.UTF8.GetBytes(config), "net", "net");
        }
        catch (ContractException e)
        {
            return e.Message;
        }

        JsonElement? result = null;
        for (var index = 0; index < network.Plugins.Count; index++)
        {
            var input = network.PluginInput(index, result, runtimeConfig: null);
            var (status, output, errorOutput) = Call(network.Plugins[index].Type, input);
            if (status != 0)
            {
                return $"{output}{errorOutput}";
            }

            result = JsonElement.Parse(output);
        }

        return null;
    }

    /// <summary>The node's interfaces that the calls moved, changed, or attached the pod to.</summary>
    internal IReadOnlyList<string> Touched()
    {
        var after = NodeLink.Read(name);
        var now = after.ToDictionary(static link => link.Index);
        var then = before.ToDictionary(static link => link.Index);
        var changed = before
            .Where(link => !now.TryGetValue(link.Index, out var same) || same.Settings != link.Settings)
            .Select(static link => link.Name);
        var made = after.Where(link => !then.ContainsKey(link.Index))
            .SelectMany(static link => link.Kind == "bridge" ? [link.Name, link.Master] : new[] { link.Master })
            .OfType<string>();
        var parents = NodeLink.Read(Pod)
            .Where(link => link.Parent is { } parent && then.ContainsKey(parent))
            .Select(link => then[link.Parent!.Value])
            // The peer of a veth is not its parent, and a peer that was moved here is already counted above.
            .Where(parent => now.ContainsKey(parent.Index) && !IsPeerOfMoved(parent, then, now))
            .Select(static parent => parent.Name);
        return [.. changed.Concat(made).Concat(parents).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>The node's addresses that the calls added, without those that the kernel gives to every link.</summary>
    internal IReadOnlyList<string> NewAddresses() => [.. Addresses().Except(addresses)];

    public void Dispose()
    {
        Command.Try("ip", "netns", "del", Pod);
        Command.Try("ip", "netns", "del", name);
    }

    private IReadOnlyList<string> Addresses()
    {
        using var links = JsonDocument.Parse(Command.Run("ip", "-n", name, "-j", "address", "show", "scope", "global"));
        return
        [
            .. links.RootElement.EnumerateArray().Where(static link => link.TryGetProperty("addr_info", out _))
                .SelectMany(static link => link.GetProperty("addr_info").EnumerateArray())
                // An address that is filtered out is an empty object.
                .Where(static address => address.TryGetProperty("local", out _))
                .Select(static address => address.GetProperty("local").GetString()!),
        ];
    }

    private static bool IsPeerOfMoved(NodeLink link, Dictionary<int, NodeLink> then, Dictionary<int, NodeLink> now) =>
        link.Kind == "veth" && then.Values.Any(other => other.Parent == link.Index && !now.ContainsKey(other.Index));

    private (int Status, string Output, string ErrorOutput) Call(string type, byte[] input)
    {
        using var process = Command.Start(
            "ip", ["netns", "exec", name, Path.Combine(Plugins, type)],
            ("CNI_COMMAND", "ADD"), ("CNI_CONTAINERID", name), ("CNI_NETNS", $"/run/netns/{Pod}"),
            ("CNI_IFNAME", PodInterface), ("CNI_PATH", Plugins), ("CNI_ARGS", ""));
        process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        return Command.Finish(process);
    }
}
