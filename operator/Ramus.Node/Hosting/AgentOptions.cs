using System.Net;
using Ramus.Contract.Admission;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.Policy;
using Ramus.Kubernetes.Logging;
using Ramus.Kubernetes.Options;

namespace Ramus.Node.Hosting;

/// <summary>
/// The agent's settings. A path is the one that this process uses; Host… is the container runtime's path of the same
/// directory, when it differs.
/// </summary>
internal sealed record AgentOptions
{
    public string NodeName { get; init; } = Environment.MachineName;

    public string ConfDir { get; init; } = NodeLayout.StandardConfDir;

    public string BinDir { get; init; } = NodeLayout.StandardBinDir;

    public string StateDir { get; init; } = NodeLayout.StandardStateDir;

    public string Socket { get; init; } = NodeLayout.StandardSocket;

    public string KubeletDir { get; init; } = NodeLayout.StandardKubeletDir;

    public string FilesDir { get; init; } = NodeLayout.StandardFilesDir;

    public string? HostConfDir { get; init; }

    public string? HostBinDir { get; init; }

    public string? HostStateDir { get; init; }

    public string? HostSocket { get; init; }

    public string Plugin { get; init; } = "/usr/libexec/ramus/ramus";

    /// <summary>The policy for networks; when the file does not exist, the policy forbids nothing.</summary>
    public string PolicyFile { get; init; } = Installation.PolicyFile;

    public bool NamespaceIsolation { get; init; }

    public string GlobalNamespaces { get; init; } = "default";

    public bool AllowMissingDevice { get; init; }

    /// <summary>Every network gets the runtime's capability arguments, as with Multus.</summary>
    public bool MultusRuntimeConfig { get; init; }

    /// <summary>The file that must exist before the plugin attaches pods, as the runtime sees it.</summary>
    public string? ReadinessFile { get; init; }

    public PluginTuning Tuning { get; init; } = new();
    public bool AllowUnknownRequests { get; init; }

    /// <summary>The plugin types that run inside our plugin.</summary>
    public BuiltInChoice BuiltIn { get; init; } = BuiltInChoice.None;

    public int HealthPort { get; init; } = 8083;

    /// <summary>The address for probes. Null: all addresses, which pods can reach too.</summary>
    public IPAddress? HealthAddress { get; init; } = IPAddress.Loopback;

    public int PrometheusPort { get; init; } = 9083;

    /// <summary>The number of networks with metrics of their own; the others share one label.</summary>
    public int MetricsNetworks { get; init; } = 10;

    /// <summary>The time between two looks at the plugin's reports of its commands.</summary>
    public TimeSpan CommandInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The minimum time between two writes of the node's report.</summary>
    public TimeSpan ReportInterval { get; init; } = TimeSpan.FromSeconds(10);

    public string Version { get; init; } = ProgramLine.Version;

    public string? Kubeconfig { get; init; }

    public string? Server { get; init; }

    public LogSettings Log { get; init; } = new();

    /// <summary>
    /// The networks that pods may use by Multus' namespace isolation; the policy may restrict them further.
    /// </summary>
    public NetworkUse Isolation => NetworkUse.OfSettings(NamespaceIsolation, GlobalNamespaces);

    public string SpoolDir => NodeLayout.SpoolIn(StateDir);

    /// <summary>The node's settings in the rendered configuration.</summary>
    public RamusConflistSettings ToSettings() => new()
    {
        BinDir = HostBinDir ?? BinDir,
        RamusDir = NodeLayout.RamusDirIn(HostConfDir ?? ConfDir),
        CniDir = HostStateDir ?? StateDir,
        AgentSocket = HostSocket ?? Socket,
        NamespaceIsolation = NamespaceIsolation,
        GlobalNamespaces = GlobalNamespaces,
        AllowMissingDevice = AllowMissingDevice,
        MultusRuntimeConfig = MultusRuntimeConfig,
        ReadinessFile = ReadinessFile,
        Tuning = Tuning,
        AllowsUnknownRequests = AllowUnknownRequests,
        BuiltIn = BuiltIn,
    };
}
