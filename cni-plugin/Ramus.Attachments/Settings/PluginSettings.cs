using System.Text.Json;
using Ramus.Attachers;
using Ramus.Cni.PluginSide;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.Policy;

namespace Ramus.Attachments.Settings;

/// <summary>
/// The plugin's configuration: Multus' keys with Multus' meaning, and a few keys of our own. The node agent renders it;
/// a Multus configuration works too when only its 'type' is changed.
/// </summary>
public sealed record PluginSettings
{
    private const string What = "configuration of ramus";
    private const long MostAdds = 10_000;
    private static readonly int UsualAdds = Math.Max(8, 4 * Environment.ProcessorCount);

    /// <summary>Every configuration key that this class reads; a nested key has its object's key as a prefix.</summary>
    public static IReadOnlyList<string> Keys { get; } =
    [
        .. RamusConflistSettings.Keys, PluginKeys.Delegates, PluginKeys.ClusterNetwork, PluginKeys.DefaultNetworks,
        PluginKeys.SystemNamespaces, PluginKeys.AuxiliaryChain, PluginKeys.DeviceInfoDir, PluginKeys.ConfDir,
        PluginKeys.MultusDir, PluginKeys.MultusNamespace, PluginKeys.RuntimeConfig,
        PluginKeys.ConcurrentAdds, .. Budget.Keys, .. LogSettings.Keys,
    ];

    /// <summary>
    /// 'delegates': the default network first, then networks that every pod gets. Parsed only where needed, so that a
    /// mistake in it does not prevent the deletion of pods.
    /// </summary>
    public JsonElement? Delegates { get; init; }

    /// <summary>
    /// 'clusterNetwork': the default network as a name, file or directory; null when 'delegates' contains it.
    /// </summary>
    public string? ClusterNetwork { get; init; }

    /// <summary>
    /// 'defaultNetworks': in addition to 'clusterNetwork', networks for pods outside the system namespaces.
    /// </summary>
    public IReadOnlyList<string> DefaultNetworks { get; init; } = [];

    /// <summary>'systemNamespaces': pods there get no 'defaultNetworks'.</summary>
    public IReadOnlyList<string> SystemNamespaces { get; init; } = ["kube-system"];

    /// <summary>
    /// 'auxiliaryCNIChainName': a directory beside 'clusterNetwork' whose plugins run last; null for none.
    /// </summary>
    public string? AuxiliaryChain { get; init; }

    /// <summary>'cniVersion'.</summary>
    public string CniVersion { get; init; } = "1.0.0";

    /// <summary>
    /// The version of a list that names none: <see cref="CniVersion"/>, but at most 1.0.0, because plugins before
    /// 1.6.0 refuse 1.1.0, which a runtime may choose for Ramus.
    /// </summary>
    public string ListVersion => CniVersions.AtLeast(CniVersion, "1.0.0") ? "1.0.0" : CniVersion;

    /// <summary>'deviceInfoDir': device information files of device plugins and of our attachments.</summary>
    public string DeviceInfoDirectory { get; init; } = NodeLayout.DeviceInfoDir;

    /// <summary>
    /// 'confDir': the directory in which the names in 'clusterNetwork' and 'defaultNetworks' are looked up.
    /// </summary>
    public string ConfDirectory { get; init; } = NodeLayout.StandardFilesDir;

    /// <summary>
    /// 'readinessindicatorfile': the default network is ready when this file exists; null when there is none to wait
    /// for.
    /// </summary>
    public string? ReadinessFile { get; init; }

    /// <summary>'binDir' and CNI_PATH: the directories with the delegates' plugins.</summary>
    public required PluginPath Plugins { get; init; }

    /// <summary>'builtinPlugins': the plugin types that run inside this process.</summary>
    public BuiltInChoice BuiltIn { get; init; } = BuiltInChoice.None;

    /// <summary>How the plugins of networks run: inside this process, or as programs of the node.</summary>
    public Delegates Execution => new(Plugins, new BuiltInPlugins(BuiltIn));

    /// <summary>'ramusDir': the directory into which the node agent renders networks.</summary>
    public string RamusDirectory { get; init; } = NodeLayout.StandardRamusDir;

    /// <summary>'cniDir': our state directory.</summary>
    public string StateDirectory { get; init; } = NodeLayout.StandardStateDir;

    /// <summary>'multusDir': the directory with Multus' records of containers.</summary>
    public string MultusDirectory { get; init; } = NodeLayout.MultusStateDir;

    /// <summary>'agentSocket': the node agent's socket.</summary>
    public string AgentSocket { get; init; } = NodeLayout.StandardSocket;

    /// <summary>'multusNamespace': the namespace of a default-network annotation that names none.</summary>
    public string SystemNamespace { get; init; } = "kube-system";

    /// <summary>
    /// 'namespaceIsolation': a pod may use only networks of its own namespace and of global namespaces.
    /// </summary>
    public bool NamespaceIsolation { get; init; }

    /// <summary>'globalNamespaces': namespaces whose networks every pod may use.</summary>
    public IReadOnlyList<string> GlobalNamespaces { get; init; } = ["default"];

    /// <summary>
    /// 'use': the cluster's policy about which namespaces may use which networks; set by the node agent.
    /// </summary>
    public NetworkUse Use { get; init; } = NetworkUse.Everything;

    /// <summary>
    /// 'compatibility.multusRuntimeConfig': secondary networks get the runtime's capability arguments, too.
    /// </summary>
    public bool MultusRuntimeConfig { get; init; }

    /// <summary>
    /// 'compatibility.allowMissingDevice': a network without an allocated device is attached without a device.
    /// </summary>
    public bool AllowMissingDevice { get; init; }

    /// <summary>
    /// 'compatibility.allowUnknownRequests': a pod's 'mac' and 'ips' are accepted for networks whose plugins are not
    /// known to read them, and passed in CNI_ARGS.
    /// </summary>
    public bool AllowsUnknownRequests { get; init; }

    /// <summary>
    /// 'leaving': Ramus was uninstalled while pods still used its networks; only those pods are served.
    /// </summary>
    public bool IsLeaving { get; init; }

    /// <summary>
    /// 'concurrentAdds': the number of pods that are attached at once on the node; 0 for any number. The default
    /// follows the CPUs, because an ADD is mostly work of processes and of the kernel; plugins that wait, for example
    /// for a DHCP server, need some more.
    /// </summary>
    public int ConcurrentAdds { get; init; } = UsualAdds;

    /// <summary>'timeouts': the maximum duration of each operation.</summary>
    public Budget Budget { get; init; } = new();

    /// <summary>'logFile', 'logLevel', 'logOptions'.</summary>
    public LogSettings Log { get; init; } = new(null, LogLevel.Error, 0);

    /// <summary>'runtimeConfig': the capability arguments from the runtime.</summary>
    public JsonElement? RuntimeConfig { get; init; }

    /// <summary>Reads the configuration of a request.</summary>
    /// <exception cref="ContractException">A key has a wrong type.</exception>
    public static PluginSettings Read(CniRequest request)
    {
        var config = request.Config;
        var ours = RamusConflistSettings.Read(config, What);
        return new PluginSettings
        {
            Delegates = config.TryGetKey(PluginKeys.Delegates, out var delegates) ? delegates : null,
            ClusterNetwork = ReadClusterNetwork(config),
            DefaultNetworks = config.GetTexts(PluginKeys.DefaultNetworks, What),
            SystemNamespaces = config.TryGetKey(PluginKeys.SystemNamespaces, out _)
                ? config.GetTexts(PluginKeys.SystemNamespaces, What)
                : ["kube-system"],
            AuxiliaryChain = config.GetText(PluginKeys.AuxiliaryChain, What) is { Length: > 0 } chain ? chain : null,
            CniVersion = request.CniVersion,
            DeviceInfoDirectory = ReadDirectory(config, PluginKeys.DeviceInfoDir, NodeLayout.DeviceInfoDir),
            ConfDirectory = ReadDirectory(config, PluginKeys.ConfDir, NodeLayout.StandardFilesDir),
            ReadinessFile = ours.ReadinessFile,
            Plugins = ReadPlugins(ours.BinDir, request.Path),
            BuiltIn = ours.BuiltIn,
            RamusDirectory = ours.RamusDir,
            StateDirectory = ours.CniDir,
            MultusDirectory = ReadDirectory(config, PluginKeys.MultusDir, NodeLayout.MultusStateDir),
            AgentSocket = ours.AgentSocket,
            SystemNamespace = config.GetText(PluginKeys.MultusNamespace, What) ?? "kube-system",
            NamespaceIsolation = ours.NamespaceIsolation,
            GlobalNamespaces = ReadNamespaces(ours.GlobalNamespaces),
            Use = ours.Use,
            MultusRuntimeConfig = ours.MultusRuntimeConfig,
            AllowMissingDevice = ours.AllowMissingDevice,
            AllowsUnknownRequests = ours.AllowsUnknownRequests,
            IsLeaving = ours.IsLeaving,
            ConcurrentAdds = config.GetInteger(PluginKeys.ConcurrentAdds, What) is { } most
                ? (int)Math.Clamp(most, 0, MostAdds)
                : UsualAdds,
            Budget = Budget.Read(config, What),
            Log = LogSettings.Read(config, What),
            RuntimeConfig = config.TryGetKey(PluginKeys.RuntimeConfig, out var arguments) ? arguments : null,
        };
    }

    private static string? ReadClusterNetwork(JsonElement config) =>
        config.GetText(PluginKeys.ClusterNetwork, What) is { Length: > 0 } value ? value : null;

    private static PluginPath ReadPlugins(string own, IReadOnlyList<string> path)
    {
        var directories = new List<string>(path.Count + 1);
        if (own.Length > 0)
        {
            directories.Add(own);
        }

        foreach (var directory in path)
        {
            if (!directories.Contains(directory))
            {
                directories.Add(directory);
            }
        }

        return new PluginPath(directories);
    }

    private static string ReadDirectory(JsonElement config, string key, string standard) =>
        RamusConflistSettings.ReadDirectory(config, key, standard, What);

    private static string[] ReadNamespaces(string text) => string.IsNullOrWhiteSpace(text)
        ? ["default"]
        : text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
