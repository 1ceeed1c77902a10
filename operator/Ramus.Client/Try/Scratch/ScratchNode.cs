using System.Text;

namespace Ramus.Client.Try.Scratch;

/// <summary>
/// The network of the scratch node: this process' namespace is the node, each pod has a namespace, and one more
/// namespace is the network outside, which is connected to the node's uplinks by veth pairs.
/// </summary>
internal static class ScratchNode
{
    /// <summary>The node's address on its first interface.</summary>
    public const string Address = "192.0.2.2";

    private const string Wire = "wire";
    private const string FarAddress = "192.0.2.1";

    /// <summary>Creates the node's uplinks, each as a veth pair to the namespace outside.</summary>
    public static void Build(IReadOnlyList<string> uplinks)
    {
        var node = new StringBuilder().AppendLine("link set lo up").AppendLine($"netns add {Wire}");
        var far = new StringBuilder().AppendLine("link set lo up");
        foreach (var name in uplinks)
        {
            node.AppendLine($"link add name {name} type veth peer name {name} netns {Wire}");
            node.AppendLine($"link set dev {name} up");
            far.AppendLine($"link set dev {name} up");
        }

        // As on a real node, the default route uses the first interface; plugins without "master" use that interface.
        node.AppendLine($"address add {Address}/24 dev {uplinks[0]}").AppendLine($"route add default via {FarAddress}");
        far.AppendLine($"address add {FarAddress}/24 dev {uplinks[0]}");
        HostTool.Run("ip", ["-batch", "-"], node.ToString());
        HostTool.Run("ip", ["-netns", Wire, "-batch", "-"], far.ToString());
    }

    /// <summary>Creates a pod's namespace; returns its path.</summary>
    public static string AddPod(string name)
    {
        HostTool.Run("ip", ["netns", "add", name]);
        return $"/run/netns/{name}";
    }

    /// <summary>Runs a program in the namespace outside; null when it failed.</summary>
    public static string? RunOutside(params IReadOnlyList<string> command) =>
        HostTool.TryRun("ip", ["netns", "exec", Wire, .. command]);

    /// <summary>
    /// Creates the chain that marks packets for masquerading; on a real node, kube-proxy or the kubelet creates it.
    /// </summary>
    public static void AddMarkChain(string chain)
    {
        string[] rules =
        [
            $"-N {chain}",
            $"-A {chain} -j MARK --or-mark 0x4000",
            "-A POSTROUTING -m mark --mark 0x4000/0x4000 -j MASQUERADE",
        ];
        foreach (var rule in rules)
        {
            HostTool.Run("iptables", ["-t", "nat", .. rule.Split(' ')]);
        }
    }
}
