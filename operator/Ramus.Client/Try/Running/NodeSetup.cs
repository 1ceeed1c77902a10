using Ramus.Client.Try.Input;
using Ramus.Client.Try.Scratch;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Network;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.Selection;

namespace Ramus.Client.Try.Running;

/// <summary>Prepares the scratch node as the node agent would: files, rendered networks, interfaces.</summary>
internal sealed record NodeSetup
{
    private const int LongestChain = 28;

    private static readonly string[] UsualPluginDirs = ["/opt/cni/bin", "/usr/lib/cni", "/usr/libexec/cni"];

    /// <summary>The configuration that the container runtime uses for each pod.</summary>
    public required NetworkConfig Conf { get; init; }

    /// <summary>The name of the first delegate.</summary>
    public required string DefaultNetwork { get; init; }

    /// <summary>The directories in which the runtime looks for plugins.</summary>
    public required PluginPath Plugins { get; init; }

    /// <summary>The rendered networks.</summary>
    public required IReadOnlyDictionary<NetworkKey, NetworkConfig> Networks { get; init; }

    /// <summary>The refused networks, with the reason.</summary>
    public required IReadOnlyDictionary<NetworkKey, string> Refusals { get; init; }

    public required IReadOnlyList<string> Uplinks { get; init; }

    /// <summary>Mistakes in the files, a sentence each.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Ignored objects, and actions in place of a node's other programs, a sentence each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Prepares the node; the mounts of the scratch node must exist already.</summary>
    public static NodeSetup Prepare(
        TryInputs inputs, string ramus, IReadOnlyList<string> pluginDirs, TryOptions options)
    {
        WriteFiles(inputs, ramus);
        var files = new HandWrittenNetworks(TryPaths.NetworkConfDir);
        files.Refresh();
        var (networks, refusals) = Render(inputs.Manifests.Networks, files, options.NodeLabels);
        var dirs = pluginDirs.Concat(UsualPluginDirs.Where(Directory.Exists)).ToList();
        var conf = WriteConf(inputs, dirs, options.BuiltIn);
        var delegates = Delegates(conf);
        IReadOnlyList<NetworkConfig> all = [.. delegates, .. networks.Values];
        var uplinks = UplinkNames.Find(all);
        ScratchNode.Build(uplinks);
        var chains = MarkChains(all);
        return new NodeSetup
        {
            Conf = conf,
            DefaultNetwork = delegates.Count == 0 ? conf.Name : delegates[0].Name,
            Plugins = new PluginPath([TryPaths.BinDir, .. dirs]),
            Networks = networks,
            Refusals = refusals,
            Uplinks = uplinks,
            Warnings =
            [
                .. inputs.Manifests.Warnings, .. files.Problems,
                .. chains.Where(static chain => !IsChainName(chain)).Select(static chain =>
                    $"'{Quote.Short(chain)}' is not a valid name of a packet filter chain, so the chain was not "
                    + "created"),
                .. WarnOfHostPorts(delegates, inputs.Pods),
            ],
            Notes = [.. inputs.Manifests.Notes, .. MakeMarkChains(chains.Where(IsChainName))],
        };
    }

    private static IEnumerable<string> WarnOfHostPorts(
        IReadOnlyList<NetworkConfig> delegates, IReadOnlyList<PodManifest> pods)
    {
        var with = pods.Where(static pod => pod.HostPorts.Count > 0
            && !pod.Annotations.ContainsKey(Annotations.DefaultNetwork)).Select(static pod => pod.Key).ToList();
        if (with.Count > 0 && delegates is [var first, ..]
            && !HostPortPlugins.MayMap(first.Plugins))
        {
            yield return $"the default network '{first.Name}' does not map host ports, so the hostPort of "
                + $"{string.Join(", ", with.Take(3))}{(with.Count > 3 ? ", …" : "")} has no effect; add the plugin "
                + "portmap with \"capabilities\": {\"portMappings\": true} to the default network's configuration";
        }
    }

    /// <summary>Renders each network into its file, or collects the reason of its refusal.</summary>
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
                // A network for other nodes is valid, but a pod that selects it gets this reason.
                if (!renderer.Selects(definition))
                {
                    refusals[definition.Key] = NodeRenderer.NotForThisNode(definition);
                    continue;
                }

                var network = renderer.Render(definition);
                Write(definition.Key, network);
                networks[definition.Key] = network;
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

        foreach (var (path, text) in inputs.Manifests.NodeFiles)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var file = new StreamWriter(new FileStream(path, FileMode.CreateNew));
            file.Write(text);
        }

        File.CreateSymbolicLink($"{TryPaths.BinDir}/ramus", ramus);
        foreach (var (fileName, content) in inputs.NetworkFiles)
        {
            File.WriteAllBytes(Path.Combine(TryPaths.NetworkConfDir, fileName), content);
        }
    }

    private static NetworkConfig WriteConf(TryInputs inputs, List<string> pluginDirs, BuiltInChoice builtIn)
    {
        if (inputs.NodeConf is { } given)
        {
            var conf = NetworkConfig.Parse(given.Content, given.FileName);
            return conf.Plugins.Any(plugin => plugin.Type == "ramus")
                ? conf
                : throw new ContractException(
                    $"{given.FileName}: no plugin in it has type 'ramus'; "
                    + "to use a configuration of Multus, change its type to 'ramus'");
        }

        var (fileName, network) = inputs.DefaultNetwork;
        File.WriteAllBytes(Path.Combine(TryPaths.ConfDir, fileName), network);
        var source = RuntimeConfDirectory.Read(TryPaths.ConfDir, fileName);
        if (!source.IsValid)
        {
            throw new ContractException($"the default network cannot be used: {source.Refusal}");
        }

        var content = RamusConflist.Render(
            new RamusConflistSettings { BinDir = pluginDirs.FirstOrDefault(TryPaths.BinDir), BuiltIn = builtIn },
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

    private static List<string> MarkChains(IReadOnlyList<NetworkConfig> networks) =>
    [
        .. networks.SelectMany(static network => network.Plugins)
            .Select(static plugin => plugin.Element.TryGetKey("externalSetMarkChain", out var name)
                ? name.ToString()
                : "")
            .Where(static name => name.Length > 0).Distinct(),
    ];

    // The name becomes an argument of iptables, which has options that run programs.
    private static bool IsChainName(string chain) =>
        chain.Length <= LongestChain && chain[0] != '-'
        && chain.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static IEnumerable<string> MakeMarkChains(IEnumerable<string> chains)
    {
        foreach (var chain in chains)
        {
            ScratchNode.AddMarkChain(chain);
            yield return $"created the iptables chain {chain}, which kube-proxy or the kubelet creates on a real node";
        }
    }
}
