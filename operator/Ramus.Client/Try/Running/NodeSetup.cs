using Ramus.Client.Try.Input;
using Ramus.Client.Try.Scratch;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Network;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.Selection;

namespace Ramus.Client.Try.Running;

/// <summary>The scratch node as the node agent would have prepared it: files, rendered networks, interfaces.</summary>
internal sealed record NodeSetup
{
    private static readonly string[] UsualPluginDirs = ["/opt/cni/bin", "/usr/lib/cni", "/usr/libexec/cni"];

    /// <summary>What the container runtime runs for each pod.</summary>
    public required NetworkConfig Conf { get; init; }

    /// <summary>Name of the first delegate.</summary>
    public required string DefaultNetwork { get; init; }

    /// <summary>Where the runtime looks for plugins.</summary>
    public required PluginPath Plugins { get; init; }

    /// <summary>The networks that can be used.</summary>
    public required IReadOnlyDictionary<NetworkKey, NetworkConfig> Networks { get; init; }

    /// <summary>The others, with the reason.</summary>
    public required IReadOnlyDictionary<NetworkKey, string> Refusals { get; init; }

    public required IReadOnlyList<string> Uplinks { get; init; }

    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Makes all of it; the mounts of the scratch node are there already.</summary>
    public static NodeSetup Prepare(
        TryInputs inputs, string ramus, IReadOnlyList<string> pluginDirs, IReadOnlyDictionary<string, string> labels)
    {
        WriteFiles(inputs, ramus);
        var files = new HandWrittenNetworks(TryPaths.NetworkConfDir);
        files.Refresh();
        var (networks, refusals) = Render(inputs.Manifests.Networks, files, labels);
        var dirs = pluginDirs.Concat(UsualPluginDirs.Where(Directory.Exists)).ToList();
        var conf = WriteConf(inputs, dirs);
        var delegates = Delegates(conf);
        IReadOnlyList<NetworkConfig> all = [.. delegates, .. networks.Values];
        var uplinks = UplinkNames.Find(all);
        ScratchNode.Build(uplinks);
        return new NodeSetup
        {
            Conf = conf,
            DefaultNetwork = delegates.Count == 0 ? conf.Name : delegates[0].Name,
            Plugins = new PluginPath([TryPaths.BinDir, .. dirs]),
            Networks = networks,
            Refusals = refusals,
            Uplinks = uplinks,
            Notes = [.. inputs.Manifests.Notes, .. files.Problems, .. MakeMarkChains(all)],
        };
    }

    /// <summary>Writes the file of each network that can be used, and says why the others have none.</summary>
    private static (Dictionary<NetworkKey, NetworkConfig> Networks, Dictionary<NetworkKey, string> Refusals) Render(
        IEnumerable<NetworkAttachmentDefinition> definitions, HandWrittenNetworks files,
        IReadOnlyDictionary<string, string> labels)
    {
        var facts = new NodeFacts { Name = "scratch", Labels = labels, InternalIp = ScratchNode.Address };
        var renderer = new NodeRenderer(files.Find, () => facts);
        var networks = new Dictionary<NetworkKey, NetworkConfig>();
        var refusals = new Dictionary<NetworkKey, string>();
        foreach (var definition in definitions)
        {
            try
            {
                // One for other nodes is no mistake, but it is the answer to a pod that asks for it.
                if (!renderer.Selects(definition))
                {
                    refusals[definition.Key] = NodeRenderer.NotForThisNode(definition);
                    continue;
                }

                networks[definition.Key] = renderer.Render(definition);
                Write(definition.Key, networks[definition.Key]);
            }
            catch (ContractException failure)
            {
                refusals[definition.Key] = failure.Message;
            }
        }

        return (networks, refusals);
    }

    private static void Write(NetworkKey key, NetworkConfig network)
    {
        var path = new NodeFiles(TryPaths.ConfDir).NetworkFile(key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, network.ToListJson());
    }

    private static void WriteFiles(TryInputs inputs, string ramus)
    {
        foreach (var directory in (string[])[
            TryPaths.ConfDir, TryPaths.NetworkConfDir, TryPaths.BinDir, NodeLayout.AttachmentsIn(TryPaths.StateDir)])
        {
            Directory.CreateDirectory(directory);
        }

        File.CreateSymbolicLink($"{TryPaths.BinDir}/ramus", ramus);
        foreach (var (path, text) in inputs.Manifests.NodeFiles)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        foreach (var (fileName, content) in inputs.NetworkFiles)
        {
            File.WriteAllBytes(Path.Combine(TryPaths.NetworkConfDir, fileName), content);
        }
    }

    private static NetworkConfig WriteConf(TryInputs inputs, List<string> pluginDirs)
    {
        if (inputs.NodeConf is { } given)
        {
            var conf = NetworkConfig.Parse(given.Content, given.FileName);
            return conf.Plugins.Any(plugin => plugin.Type == "ramus")
                ? conf
                : throw new ContractException(
                    $"{given.FileName}: nothing in it has type 'ramus'; "
                    + "a configuration of Multus works with only its type changed");
        }

        var (fileName, network) = inputs.DefaultNetwork;
        File.WriteAllBytes(Path.Combine(TryPaths.ConfDir, fileName), network);
        var source = RuntimeConfDirectory.Read(TryPaths.ConfDir, fileName);
        if (!source.IsValid)
        {
            throw new ContractException($"the default network cannot be used: {source.Refusal}");
        }

        var content = RamusConflist.Render(
            new RamusConflistSettings { BinDir = pluginDirs.FirstOrDefault(TryPaths.BinDir) },
            fileName, source.Network!, []);
        var path = new NodeFiles(TryPaths.ConfDir).RuntimeConfigFile;
        File.WriteAllBytes(path, content);
        return NetworkConfig.Parse(content, path);
    }

    private static List<NetworkConfig> Delegates(NetworkConfig conf) =>
    [
        .. conf.Plugins
            .SelectMany(plugin => plugin.Element.ItemsOf(PluginKeys.Delegates))
            .Select((element, index) => NetworkConfig.FromElement(element, $"delegate {index} of '{conf.Name}'")),
    ];

    private static IEnumerable<string> MakeMarkChains(IReadOnlyList<NetworkConfig> networks)
    {
        foreach (var chain in networks.SelectMany(network => network.Plugins)
            .Select(plugin => plugin.Element.TryGetKey("externalSetMarkChain", out var name) ? name.ToString() : "")
            .Where(name => name.Length > 0).Distinct())
        {
            ScratchNode.AddMarkChain(chain);
            yield return $"made the packet filter chain {chain}, which kube-proxy or the kubelet makes on a real node";
        }
    }
}
