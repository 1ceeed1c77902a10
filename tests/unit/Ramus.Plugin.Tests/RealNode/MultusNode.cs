using System.Net;
using System.Text.Json.Nodes;

namespace Ramus.Plugin.Tests.RealNode;

/// <summary>
/// A node after a migration from Multus: a network namespace, and its own directories in place of /var/lib and
/// /run/cni, because the recorded configurations use these defaults. The real plugins attach its pods with the recorded
/// configurations.
/// </summary>
internal sealed class MultusNode : IDisposable
{
    // The recorded pods ran one after the other; two pods at once need two addresses on eth9.
    private const string RecordedMac = "02:00:00:00:00:11";

    private readonly TestNode node = new();
    private readonly Dictionary<string, PodSandbox> pods = [];

    public MultusNode()
    {
        try
        {
            foreach (var folder in new[] { "lib/cni", "run" })
            {
                Directory.CreateDirectory(node[folder]);
            }

            Command.Run("ip", "-n", node.Netns, "link", "set", "uplink", "name", "eth9");
            Command.Run("ip", "-n", node.Netns, "link", "set", "eth9", "up");
        }
        catch
        {
            node.Dispose();
            throw;
        }
    }

    /// <summary>Multus' cniDir.</summary>
    public string CniDir => node["lib/cni/multus"];

    /// <summary>The files that Multus, libcni, ramus and the plugins store about pods.</summary>
    public IReadOnlyList<string> Files =>
    [
        .. Directory.EnumerateFiles(node["lib"], "*", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(node["run"], "*", SearchOption.AllDirectories))
            .Where(path => Path.GetFileName(path)
                is not ("lock" or "line" or "last_reserved_ip.0" or "last_reserved_ip.1")),
    ];

    /// <summary>The allocated addresses of a container.</summary>
    public IReadOnlyList<string> Leases(string containerId) =>
    [
        .. Files.Where(path => IPAddress.TryParse(Path.GetFileName(path), out _)
            && File.ReadAllText(path).Contains(containerId, StringComparison.Ordinal)).Select(path =>
                Path.GetFileName(path)),
    ];

    /// <summary>The NAT rules that plugins created.</summary>
    public IReadOnlyList<string> Rules =>
    [
        .. Command.Run("ip", "netns", "exec", node.Netns, "iptables", "-t", "nat", "-S").Split('\n')
            .Where(rule => rule.Contains("CNI-", StringComparison.Ordinal)),
    ];

    /// <summary>The node's ends of the pods' veth pairs.</summary>
    public IReadOnlyList<string> PodLinks =>
        [.. Links.Interfaces(node.Netns).Except(["eth9", "wire", "mrec0", "br-x"])];

    public PodSandbox Sandbox(RecordedPod pod) => pods[pod.ContainerId];

    /// <summary>Attaches a pod as Multus did, and creates the files that Multus left.</summary>
    public void Attach(RecordedPod pod)
    {
        pods[pod.ContainerId] = node.AddPod($"p{pods.Count}");
        foreach (var result in pod.Results)
        {
            var config = RecordedPod.Config(result);
            JsonNode? previous = null;
            foreach (var plugin in config["plugins"]?.AsArray() ?? [config.DeepClone()])
            {
                previous = Add(pod, result, config, plugin!.DeepClone().AsObject(), previous);
            }
        }

        pod.CopyTo(CniDir);
    }

    /// <summary>DEL as containerd sends it after the migration.</summary>
    public PluginAnswer Delete(RecordedPod pod, string netns)
    {
        using var process = Start(node.Binary, "DEL", pod.ContainerId, netns, "eth0", Args(pod.Results[0]));
        process.StandardInput.Write($$"""
            {"cniVersion":"1.0.0","name":"ramus","type":"ramus","agentSocket":"{{node.Socket}}",
             "delegates":[{{RecordedPod.Config(pod.Results[0]).ToJsonString()}}]}
            """);
        process.StandardInput.Close();
        var (status, output, errorOutput) = Command.Finish(process);
        return new PluginAnswer(status, output, errorOutput);
    }

    public void Dispose() => node.Dispose();

    private JsonNode Add(RecordedPod pod, JsonObject result, JsonObject config, JsonObject plugin, JsonNode? previous)
    {
        plugin["cniVersion"] = config["cniVersion"]!.DeepClone();
        plugin["name"] = config["name"]!.DeepClone();
        if (previous is not null)
        {
            plugin["prevResult"] = previous;
        }

        using var process = Start(
            $"{node.RealPlugins}/{plugin["type"]}",
            "ADD",
            pod.ContainerId,
            Sandbox(pod).Netns,
            (string)result["ifName"]!,
            Args(result).Replace(RecordedMac, $"02:00:00:00:00:1{pods.Count}", StringComparison.Ordinal));
        process.StandardInput.Write(plugin.ToJsonString());
        process.StandardInput.Close();
        var (status, output, errorOutput) = Command.Finish(process);
        status.ShouldBe(0, output + errorOutput);
        return JsonNode.Parse(output)!;
    }

    private System.Diagnostics.Process Start(
        string program, string command, string containerId, string netns, string interfaceName, string args) =>
        Command.Start(
            "nsenter",
            [
                $"--net=/run/netns/{node.Netns}", "unshare", "--mount", "sh", "-ec",
                "mkdir -p /run/cni; mount --bind \"$0/lib\" /var/lib; mount --bind \"$0/run\" /run/cni; exec \"$@\"",
                Path.GetDirectoryName(node["lib"])!, program,
            ],
            ("CNI_COMMAND", command),
            ("CNI_CONTAINERID", containerId),
            ("CNI_NETNS", netns),
            ("CNI_IFNAME", interfaceName),
            ("CNI_PATH", node.RealPlugins),
            ("CNI_ARGS", args));

    private static string Args(JsonObject result) =>
        string.Join(';', result["cniArgs"]!.AsArray().Select(pair => $"{pair![0]}={pair[1]}"));
}
