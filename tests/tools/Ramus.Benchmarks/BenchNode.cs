using System.Diagnostics;
using System.Globalization;
using System.Text;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.Selection;

namespace Ramus.Benchmarks;

/// <summary>
/// A scratch node: an uplink, a directory for the state, the default network and N additional networks.
/// </summary>
internal sealed class BenchNode : IDisposable
{
    private readonly string tag = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
    private readonly BenchNetworks networks;
    private readonly List<BenchPod> pods = [];

    /// <param name="plugins">The directory of the delegates.</param>
    /// <param name="further">The number of additional networks.</param>
    /// <param name="given">The networks; null for networks that only this process uses.</param>
    /// <param name="kind">What the networks have besides.</param>
    internal BenchNode(string plugins, int further, BenchNetworks? given = null, Workload kind = Workload.Simple)
    {
        Plugins = new PluginPath([plugins]);
        Root = Directory.CreateTempSubdirectory("ramus-bench-").FullName;
        networks = given ?? new BenchNetworks(tag, $"{Root}/ipam", kind);
        Default = networks.Default;
        Further = networks.Further(further);

        // An interrupted run leaves links with the names that are always the same.
        RemoveLinks();
        Ip($"link add {networks.Uplink} type veth peer name {networks.Downlink}");
        Ip($"link set {networks.Uplink} up");
        Ip($"link set {networks.Downlink} up");
        Directory.CreateDirectory(networks.Leases);

        // As on a node with an agent, which reads what the plugin reports here.
        Directory.CreateDirectory($"{Root}/state/spool");
        File.WriteAllText(NodeLayout.CommandsIn($"{Root}/state"), "");
        Directory.CreateDirectory($"{Root}/ramus.d/networks/default");
        foreach (var network in Further)
        {
            File.WriteAllBytes($"{Root}/ramus.d/networks/default/{network.Name}.conflist", network.ToListJson());
        }
    }

    internal PluginPath Plugins { get; }

    internal string Bridge => networks.Bridge;

    internal string Uplink => networks.Uplink;

    internal string Leases => networks.Leases;

    internal string Root { get; }

    internal NetworkConfig Default { get; }

    internal IReadOnlyList<NetworkConfig> Further { get; }

    public void Dispose()
    {
        pods.ForEach(pod => pod.Dispose());
        RemoveLinks();
        Directory.Delete(networks.Leases, recursive: true);
        Directory.Delete(Root, recursive: true);
    }

    /// <summary>A new pod: its namespace, and the parameters of its default network.</summary>
    internal BenchPod NewPod()
    {
        var name = $"rb{tag}x{pods.Count}";
        Ip($"netns add {name}");
        pods.Add(new BenchPod(name, () => Ip($"netns del {name}", check: false)));
        return pods[^1];
    }

    /// <summary>The number of addresses that are leased to the pod.</summary>
    internal int LeasesOf(BenchPod pod) =>
        Directory.EnumerateFiles(networks.Leases, "*", SearchOption.AllDirectories)
            .Count(file => File.ReadAllText(file).Contains(pod.Id, StringComparison.Ordinal));

    /// <summary>The plugin's standard input, as a runtime writes it.</summary>
    /// <param name="concurrentAdds">The setting of that name; null leaves it out.</param>
    /// <param name="builtIn">The setting builtinPlugins.</param>
    internal byte[] Input(int? concurrentAdds = null, string builtIn = "none")
    {
        var bound = concurrentAdds is { } given ? $"\"concurrentAdds\":{given}," : "";
        var annotation = string.Join(',', Further.Select(network => network.Name));
        return Encoding.UTF8.GetBytes($$$"""
            {"cniVersion":"1.0.0","name":"ramus","type":"ramus","capabilities":{"{{{RuntimeAnnotations.Capability}}}":true},
            "runtimeConfig":{"{{{RuntimeAnnotations.Capability}}}":{"{{{Annotations.Networks}}}":"{{{annotation}}}"}},
            "binDir":"{{{Plugins}}}","ramusDir":"{{{Root}}}/ramus.d","cniDir":"{{{Root}}}/state","agentSocket":"{{{Root}}}/none.sock",{{{bound}}}
            "builtinPlugins":"{{{builtIn}}}",
            "delegates":[{{{Encoding.UTF8.GetString(Default.ToListJson())}}}]}
            """);
    }

    private static void Ip(string arguments, bool check = true)
    {
        using var process = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (check && process.ExitCode != 0)
        {
            throw new InvalidOperationException($"ip {arguments}: {error}");
        }
    }

    private void RemoveLinks()
    {
        Ip($"link del {networks.Uplink}", check: false);
        Ip($"link del {networks.Bridge}", check: false);
    }
}
