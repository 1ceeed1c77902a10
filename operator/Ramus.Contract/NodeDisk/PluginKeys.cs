namespace Ramus.Contract.NodeDisk;

/// <summary>The keys of the plugin's configuration: Multus' keys, and keys of Ramus alone.</summary>
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

    /// <summary>
    /// The grants of <see cref="Use"/> that are limited to some service accounts. They have a separate key so that an
    /// older plugin, which ignores the key, denies only what these grants allow.
    /// </summary>
    public const string AccountGrants = "accountGrants";

    public const string ConcurrentAdds = "concurrentAdds";
    public const string Timeouts = "timeouts";
    public const string LogFile = "logFile";
    public const string LogLevel = "logLevel";
    public const string LogOptions = "logOptions";
    public const string LogMaxSize = "maxSize";

    /// <summary>The plugin types that run inside our plugin: "auto", "none", or a list.</summary>
    public const string BuiltInPlugins = "builtinPlugins";

    public const string Compatibility = "compatibility";
    public const string AllowMissingDevice = "allowMissingDevice";
    public const string AllowUnknownRequests = "allowUnknownRequests";
    public const string MultusRuntimeConfig = "multusRuntimeConfig";

    /// <summary>
    /// Set when Ramus was uninstalled while pods used its networks; only these pods are still served.
    /// </summary>
    public const string Leaving = "leaving";

    /// <summary>
    /// A key at list level with the file of the default network. Plugins never receive list keys, so the agent can
    /// store values there that it needs after a restart.
    /// </summary>
    public const string Source = "ramus.dev/defaultNetworkFile";
}
