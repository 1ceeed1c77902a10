using System.Net;
using Ramus.Contract.Admission;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.Policy;
using Ramus.Kubernetes.Logging;
using Ramus.Kubernetes.Options;

namespace Ramus.Node.Hosting;

/// <summary>
/// How the agent was started. Paths are where this process sees a directory; Host… is where the container runtime sees
/// it, when that differs.
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

    /// <summary>The policy for networks; where there is no such file, nothing is forbidden.</summary>
    public string PolicyFile { get; init; } = Installation.PolicyFile;

    public bool NamespaceIsolation { get; init; }

    public string GlobalNamespaces { get; init; } = "default";

    public bool AllowMissingDevice { get; init; }

    public int HealthPort { get; init; } = 8083;

    /// <summary>Of probes. Null: all addresses, which pods can reach.</summary>
    public IPAddress? HealthAddress { get; init; } = IPAddress.Loopback;

    public int PrometheusPort { get; init; } = 9083;

    /// <summary>The node's report is written at most once in this time.</summary>
    public TimeSpan ReportInterval { get; init; } = TimeSpan.FromSeconds(10);

    public string Version { get; init; } = ProgramLine.Version;

    public string? Kubeconfig { get; init; }

    public string? Server { get; init; }

    public LogSettings Log { get; init; } = new();

    /// <summary>Which networks pods may use by Multus' setting; the policy's own comes on top of it.</summary>
    public NetworkUse Isolation => new()
    {
        IsIsolated = NamespaceIsolation,
        GlobalNamespaces = GlobalNamespaces.Split(',', StringSplitOptions.TrimEntries),
    };

    public string SpoolDir => NodeLayout.SpoolIn(StateDir);

    /// <summary>What the rendered configuration says of this node.</summary>
    public RamusConflistSettings ToSettings() => new()
    {
        BinDir = HostBinDir ?? BinDir,
        RamusDir = NodeLayout.RamusDirIn(HostConfDir ?? ConfDir),
        CniDir = HostStateDir ?? StateDir,
        AgentSocket = HostSocket ?? Socket,
        NamespaceIsolation = NamespaceIsolation,
        GlobalNamespaces = GlobalNamespaces,
        AllowMissingDevice = AllowMissingDevice,
    };
}
