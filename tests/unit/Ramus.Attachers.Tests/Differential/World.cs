using System.Text;
using System.Text.Json;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Linux.Namespaces;
using Ramus.Linux.Processes;

namespace Ramus.Attachers.Tests.Differential;

/// <summary>A node and a pod, each in its own network namespace, and a directory for leases.</summary>
internal sealed class World : IDisposable
{
    private const string Originals = "/usr/lib/cni";

    private static readonly string[] Needed =
    [
        "bandwidth", "bridge", "host-device", "host-local", "ipvlan", "loopback", "macvlan", "portmap", "ptp", "sbr",
        "static", "vlan", "vrf",
    ];

    // Without the detection of duplicate addresses, which takes more than a second for each address.
    private const string NodeSetup = """
        ip link set lo up
        ip link add uplink address 02:00:00:00:00:01 mtu 1400 type veth peer name wire address 02:00:00:00:00:02
        ip link set uplink up
        ip link set wire up
        ip address add 192.0.2.10/24 dev uplink
        ip route add default via 192.0.2.1
        echo 0 >/proc/sys/net/ipv6/conf/default/accept_dad
        """;

    private const string PodSetup = "echo 0 >/proc/sys/net/ipv6/conf/default/accept_dad";

    private readonly PodNamespace node = new();
    private readonly PodNamespace pod = new();
    private readonly ScratchDirectory scratch = new();
    private readonly Case tested;

    public World(Case tested)
    {
        this.tested = tested;
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "network namespaces need root");
        Assert.SkipUnless(
            Needed.All(type => File.Exists($"{Originals}/{type}")),
            $"the CNI plugins {string.Join(", ", Needed)} are not installed in {Originals}");
        node.Run($"{NodeSetup}\n{Placed(tested.OnNode)}");
        pod.Run($"{PodSetup}\n{tested.InPod}");
    }

    /// <summary>The plugins of the distribution.</summary>
    public static Delegates Original { get; } = new(new PluginPath([Originals]));

    /// <summary>The built-in plugins, without any program to fall back to.</summary>
    public static Delegates Ours { get; } =
        new(new PluginPath([]), new BuiltInPlugins(Contract.NodeDisk.BuiltInChoice.Auto));

    public string Data => scratch.Path;

    public string PodPath => pod.Path;

    public AttachmentParameters Attachment => new()
    {
        ContainerId = "pod-1",
        Netns = pod.Path,
        IfName = "net1",
        Args = tested.Args,
        CapabilityArgs = tested.Capabilities is { } given ? Json.Of(given) : null,
    };

    private NetworkConfig Network => NetworkConfig.Parse(
        Encoding.UTF8.GetBytes(
            $$"""{"cniVersion":"{{tested.Version}}","name":"net","plugins":[{{Placed(tested.Plugin)}}]}"""),
        "network");

    public Outcome Add(Delegates plugins) => Run(plugins, runtime => runtime.Add(Network, Attachment).Json);

    public Outcome Check(Delegates plugins, JsonElement? result) => Run(plugins, runtime =>
    {
        runtime.Check(Network, Attachment, result);
        return null;
    });

    public Outcome Delete(Delegates plugins, JsonElement? result) => Run(plugins, runtime =>
    {
        runtime.Delete(Network, Attachment, result);
        return null;
    });

    /// <summary>Runs commands on the node.</summary>
    public string OnNode(string commands) => node.Run(commands);

    /// <summary>Runs commands in the pod.</summary>
    public string InPod(string commands) => pod.Run(commands);

    /// <summary>The state of the node, the pod and the directory, and the result.</summary>
    public string Describe(JsonElement? result) => Snapshot.Of(
        [
            ("result", result is { } json ? new JsonText().Compact(json).ToString() : ""),
            ("node", node.Run(Snapshot.Script)),
            ("pod", pod.Run(Snapshot.Script)),
            ("files", Files()),
        ],
        (pod.Path, "POD"),
        (Data, "DATA"));

    /// <summary>What a failed ADD must not leave: interfaces except bridges, and leases.</summary>
    public string Traces() => string.Join(
        '\n',
        node.Run("ip -o link show | cut -d ' ' -f 2 | grep -v ^br"),
        pod.Run("ip -o link show | cut -d ' ' -f 2"),
        string.Join('\n', Directory.EnumerateFiles(Data, "*", SearchOption.AllDirectories)
            .Where(path => File.ReadAllText(path).Contains("pod-1", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)));

    public void Dispose()
    {
        node.Dispose();
        pod.Dispose();
        scratch.Dispose();
    }

    private string Placed(string text) => text.Replace("DATA", Data, StringComparison.Ordinal);

    private string Files() => string.Join('\n', Directory.EnumerateFiles(Data, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(path => $"{path}: {File.ReadAllText(path).Replace("\r\n", " ", StringComparison.Ordinal)}"));

    // A plugin runs in the network namespace of its caller's thread.
    private Outcome Run(Delegates plugins, Func<NetworkRuntime, JsonElement?> command)
    {
        using var space = OpenedNamespace.Open(node.Path);
        return space.Run(() =>
        {
            try
            {
                var runtime = new NetworkRuntime(plugins, ChildLimits.In(Patience.Limit));
                return new Outcome(0, "", command(runtime));
            }
            catch (CniException failure)
            {
                return new Outcome(failure.Error.Code, failure.Error.Message, null);
            }
        });
    }
}
