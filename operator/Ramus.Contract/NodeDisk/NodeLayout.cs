using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Contract.NodeDisk;

/// <summary>
/// Every path of Ramus on a node. The plugin, the agent, the operator and the chart name the same files; only paths are
/// made here, nothing is looked at.
/// </summary>
/// <param name="ConfDir">The container runtime's CNI configurations.</param>
/// <param name="BinDir">The CNI plugins.</param>
/// <param name="StateDir">The plugin's state.</param>
/// <param name="RunDir">The directory of the agent's socket.</param>
public sealed record NodeLayout(string ConfDir, string BinDir, string StateDir, string RunDir)
{
    public const string StandardConfDir = "/etc/cni/net.d";
    public const string StandardBinDir = "/opt/cni/bin";
    public const string StandardStateDir = "/var/lib/cni/ramus";
    public const string StandardRunDir = "/run/ramus";
    public const string StandardSocket = $"{StandardRunDir}/node.sock";

    /// <summary>Where the plugin finds rendered networks unless its configuration says otherwise.</summary>
    public const string StandardRamusDir = $"{StandardConfDir}/{RamusDirName}";
    public const string StandardKubeletDir = "/var/lib/kubelet";

    /// <summary>Configurations of networks without a spec.config, where Multus has them.</summary>
    public const string StandardFilesDir = "/etc/cni/multus/net.d";

    /// <summary>Multus' records of containers.</summary>
    public const string MultusStateDir = "/var/lib/cni/multus";

    /// <summary>The address manager host-local's leases, unless its 'dataDir' says otherwise.</summary>
    public const string HostLocalDir = "/var/lib/cni/networks";

    /// <summary>Where device plugins describe devices, by the device information specification.</summary>
    public const string DeviceInfoDir = "/var/run/k8s.cni.cncf.io/devinfo";

    /// <summary>The plugin's file name, which is its type in configurations.</summary>
    public const string Plugin = "ramus";

    /// <summary>The configuration by which the container runtime calls the plugin.</summary>
    public const string RuntimeConfig = "00-ramus.conflist";

    /// <summary>
    /// The same configuration once more, while another file sorts before the first one: '-' sorts before any digit.
    /// </summary>
    public const string RuntimeConfigGuard = "0-ramus.conflist";

    /// <summary>The agent's directory in the configurations, with what the plugin reads.</summary>
    public const string RamusDirName = "ramus.d";

    public const string NetworkExtension = ".conflist";
    public const string RecordExtension = ".jsonl";
    public const string ReportExtension = ".json";

    /// <summary>The layout of a node whose container runtime has no settings of its own for CNI.</summary>
    public static NodeLayout Standard => new(StandardConfDir, StandardBinDir, StandardStateDir, StandardRunDir);

    /// <summary>The configurations that call the plugin; the one that the runtime reads first is the first.</summary>
    public IReadOnlyList<string> RuntimeConfigs =>
        [Path.Join(ConfDir, RuntimeConfigGuard), Path.Join(ConfDir, RuntimeConfig)];

    /// <summary>
    /// All that is ours on a node, in the order in which it can be removed while pods start: what calls the plugin,
    /// what the plugin reads, the plugin, its state. The last one is a pattern of the shell.
    /// </summary>
    public IReadOnlyList<string> Ours =>
    [
        Path.Join(ConfDir, RuntimeConfig), Path.Join(ConfDir, RuntimeConfigGuard), RamusDirIn(ConfDir),
        Path.Join(BinDir, Plugin), AttachmentsIn(StateDir), SpoolIn(StateDir), LockIn(StateDir), RunDir,
        $"{ResultsIn(StateDir)}/{Plugin}-[0-9a-f]*-eth0",
    ];

    /// <summary>The shell command that takes Ramus from a node; a migration's backup of Multus' files stays.</summary>
    public string CleanCommand =>
        $"rm -rf {string.Join(' ', Ours)}; rmdir --ignore-fail-on-non-empty {StateDir}";

    /// <summary>Whether the runtime calls the plugin by a file of this name.</summary>
    public static bool IsRuntimeConfig(string fileName) => fileName is RuntimeConfig or RuntimeConfigGuard;

    public static string RamusDirIn(string confDir) => Path.Join(confDir, RamusDirName);

    /// <summary>Rendered networks, one folder per namespace.</summary>
    public static string NetworksIn(string ramusDir) => Path.Join(ramusDir, "networks");

    /// <summary>The agent's copy of the last policy that it could read.</summary>
    public static string PolicyIn(string ramusDir) => Path.Join(ramusDir, "policy.json");

    /// <exception cref="ContractException">The key is no name of Kubernetes, so it must not become a path.</exception>
    public static string NetworkFileIn(string ramusDir, NetworkKey key) =>
        key.IsValid
            ? Path.Join(NetworksIn(ramusDir), key.Namespace, key.Name + NetworkExtension)
            : throw new ContractException($"network '{key}': not a valid namespace and name");

    /// <summary>The records of containers.</summary>
    public static string AttachmentsIn(string stateDir) => Path.Join(stateDir, "attachments");

    /// <summary>Status reports that wait for the agent.</summary>
    public static string SpoolIn(string stateDir) => Path.Join(stateDir, "spool");

    /// <summary>Each container locks one byte of this file, GC locks all of it.</summary>
    public static string LockIn(string stateDir) => Path.Join(stateDir, "lock");

    /// <summary>Files of Multus that a migration took away. They are not ours to delete.</summary>
    public static string MigrationIn(string stateDir) => Path.Join(stateDir, "migration");

    /// <summary>The record of a container, a journal of what was attached.</summary>
    public static string RecordIn(string stateDir, string containerId) =>
        Path.Join(AttachmentsIn(stateDir), containerId + RecordExtension);

    /// <summary>A container's status report, until the agent has published it.</summary>
    public static string ReportIn(string stateDir, string containerId) =>
        Path.Join(SpoolIn(stateDir), containerId + ReportExtension);

    /// <summary>The results that the container runtime caches, named after list, container and interface.</summary>
    public static string ResultsIn(string stateDir) => Path.Join(Path.GetDirectoryName(stateDir), "results");

    /// <summary>The kubelet's note of the devices that it handed out.</summary>
    public static string KubeletCheckpointIn(string kubeletDir) =>
        Path.Join(kubeletDir, "device-plugins", "kubelet_internal_checkpoint");

    /// <summary>The kubelet's socket that tells the devices of pods.</summary>
    public static string PodResourcesIn(string kubeletDir) => Path.Join(kubeletDir, "pod-resources", "kubelet.sock");
}
