namespace Ramus.Contract.NodeDisk;

/// <summary>The keys of the plugin's configuration: Multus' own, and those that only Ramus has.</summary>
public static class PluginKeys
{
    public const string Delegates = "delegates";
    public const string ClusterNetwork = "clusterNetwork";
    public const string DefaultNetworks = "defaultNetworks";
    public const string SystemNamespaces = "systemNamespaces";
    public const string AuxiliaryChain = "auxiliaryCNIChainName";
    public const string ConfDir = "confDir";
    public const string DeviceInfoDir = "deviceInfoDir";
    public const string MultusDir = "multusDir";
    public const string MultusNamespace = "multusNamespace";
    public const string ReadinessFile = "readinessindicatorfile";
    public const string RuntimeConfig = "runtimeConfig";
    public const string BinDir = "binDir";
    public const string RamusDir = "ramusDir";
    public const string StateDir = "cniDir";
    public const string AgentSocket = "agentSocket";
    public const string NamespaceIsolation = "namespaceIsolation";
    public const string GlobalNamespaces = "globalNamespaces";
    public const string Use = "use";
    public const string Compatibility = "compatibility";
    public const string AllowMissingDevice = "allowMissingDevice";
    public const string MultusRuntimeConfig = "multusRuntimeConfig";

    /// <summary>Ramus was uninstalled while pods had networks of it: only those pods are still served.</summary>
    public const string Leaving = "leaving";

    /// <summary>
    /// At the list: the file of the default network. Keys of the list never reach a plugin, so the agent can keep there
    /// what it must remember over a restart.
    /// </summary>
    public const string Source = "ramus.dev/defaultNetworkFile";
}
