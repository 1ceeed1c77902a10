using System.Text.Json;
using Ramus.Cni.PluginSide;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.Policy;

namespace Ramus.Attachments.Settings;

/// <summary>
/// The plugin's configuration: Multus' keys with Multus' meaning, and a few of our own. The node agent renders it; a
/// Multus configuration with only its 'type' changed works as well.
/// </summary>
public sealed record PluginSettings
{
    private const string What = "configuration of ramus";

    /// <summary>Every key that is read below, those of objects with the object's key before them.</summary>
    public static IReadOnlyList<string> Keys { get; } =
    [
        .. RamusConflistSettings.Keys, PluginKeys.Delegates, PluginKeys.ClusterNetwork, PluginKeys.DefaultNetworks,
        PluginKeys.SystemNamespaces, PluginKeys.AuxiliaryChain, PluginKeys.DeviceInfoDir, PluginKeys.ConfDir,
        PluginKeys.ReadinessFile, PluginKeys.MultusDir, PluginKeys.MultusNamespace,
        $"{PluginKeys.Compatibility}.{PluginKeys.MultusRuntimeConfig}", PluginKeys.RuntimeConfig, .. Budget.Keys,
        .. LogSettings.Keys,
    ];

    /// <summary>
    /// 'delegates': the default network first, then networks that every pod gets. Read by who needs it: a mistake in it
    /// must keep no pod from being deleted.
    /// </summary>
    public JsonElement? Delegates { get; init; }

    /// <summary>
    /// 'clusterNetwork': the default network by name, file or directory; null when 'delegates' holds it.
    /// </summary>
    public string? ClusterNetwork { get; init; }

    /// <summary>
    /// 'defaultNetworks': with 'clusterNetwork', more networks for pods outside the system namespaces.
    /// </summary>
    public IReadOnlyList<string> DefaultNetworks { get; init; } = [];

    /// <summary>'systemNamespaces': pods there get no 'defaultNetworks'.</summary>
    public IReadOnlyList<string> SystemNamespaces { get; init; } = ["kube-system"];

    /// <summary>
    /// 'auxiliaryCNIChainName': a directory beside 'clusterNetwork' whose plugins are called last; null for none.
    /// </summary>
    public string? AuxiliaryChain { get; init; }

    /// <summary>'cniVersion'.</summary>
    public string CniVersion { get; init; } = "1.0.0";

    /// <summary>'deviceInfoDir': where device plugins describe devices, and we describe attachments.</summary>
    public string DeviceInfoDirectory { get; init; } = NodeLayout.DeviceInfoDir;

    /// <summary>'confDir': where 'clusterNetwork' and 'defaultNetworks' are looked up by name.</summary>
    public string ConfDirectory { get; init; } = NodeLayout.StandardFilesDir;

    /// <summary>
    /// 'readinessindicatorfile': the default network is ready when it is there; null when nothing is to be waited for.
    /// </summary>
    public string? ReadinessFile { get; init; }

    /// <summary>'binDir' and CNI_PATH: where delegates' plugins are.</summary>
    public required PluginPath Plugins { get; init; }

    /// <summary>'ramusDir': where the node agent renders networks.</summary>
    public string RamusDirectory { get; init; } = NodeLayout.StandardRamusDir;

    /// <summary>'cniDir': our state.</summary>
    public string StateDirectory { get; init; } = NodeLayout.StandardStateDir;

    /// <summary>'multusDir': where Multus kept its records of containers.</summary>
    public string MultusDirectory { get; init; } = NodeLayout.MultusStateDir;

    /// <summary>'agentSocket': the node agent's socket.</summary>
    public string AgentSocket { get; init; } = NodeLayout.StandardSocket;

    /// <summary>'multusNamespace': where the default-network annotation looks when it names no namespace.</summary>
    public string SystemNamespace { get; init; } = "kube-system";

    /// <summary>'namespaceIsolation': a pod may use networks of its own namespace and of global ones only.</summary>
    public bool NamespaceIsolation { get; init; }

    /// <summary>'globalNamespaces': namespaces whose networks everybody may use.</summary>
    public IReadOnlyList<string> GlobalNamespaces { get; init; } = ["default"];

    /// <summary>'use': who may use which networks by the cluster's policy; the node agent writes it.</summary>
    public NetworkUse Use { get; init; } = NetworkUse.Everything;

    /// <summary>
    /// 'compatibility.multusRuntimeConfig': the runtime's capability arguments reach secondary networks too.
    /// </summary>
    public bool MultusRuntimeConfig { get; init; }

    /// <summary>
    /// 'compatibility.allowMissingDevice': a network whose device was not allocated is attached without one.
    /// </summary>
    public bool AllowMissingDevice { get; init; }

    /// <summary>'leaving': Ramus was uninstalled while pods had networks of it; only they are still served.</summary>
    public bool IsLeaving { get; init; }

    /// <summary>'timeouts': how long an operation may take.</summary>
    public Budget Budget { get; init; } = new();

    /// <summary>'logFile', 'logLevel', 'logOptions'.</summary>
    public LogSettings Log { get; init; } = new(null, LogLevel.Error, 0);

    /// <summary>'runtimeConfig': what the runtime handed over.</summary>
    public JsonElement? RuntimeConfig { get; init; }

    /// <summary>Reads the configuration of a request.</summary>
    /// <exception cref="ContractException">A key has a wrong type.</exception>
    public static PluginSettings Read(CniRequest request)
    {
        var config = request.Config;
        var ours = RamusConflistSettings.Read(config, What);
        var compatibility = config.TryGetKey(PluginKeys.Compatibility, out var value) ? value : default;
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
            ReadinessFile = RamusConflistSettings.ReadPath(config, PluginKeys.ReadinessFile, What),
            Plugins = ReadPlugins(ours.BinDir, request.Path),
            RamusDirectory = ours.RamusDir,
            StateDirectory = ours.CniDir,
            MultusDirectory = ReadDirectory(config, PluginKeys.MultusDir, NodeLayout.MultusStateDir),
            AgentSocket = ours.AgentSocket,
            SystemNamespace = config.GetText(PluginKeys.MultusNamespace, What) ?? "kube-system",
            NamespaceIsolation = ours.NamespaceIsolation,
            GlobalNamespaces = ReadNamespaces(ours.GlobalNamespaces),
            Use = ours.Use,
            MultusRuntimeConfig = IsSet(PluginKeys.MultusRuntimeConfig),
            AllowMissingDevice = ours.AllowMissingDevice,
            IsLeaving = ours.IsLeaving,
            Budget = Budget.Read(config, What),
            Log = LogSettings.Read(config, What),
            RuntimeConfig = config.TryGetKey(PluginKeys.RuntimeConfig, out var arguments) ? arguments : null,
        };

        bool IsSet(string key) => compatibility.ValueKind == JsonValueKind.Object && compatibility.GetFlag(key, What);
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
