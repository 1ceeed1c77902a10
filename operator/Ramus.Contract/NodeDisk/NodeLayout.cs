using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Contract.NodeDisk;

/// <summary>
/// Every path of Ramus on a node, for the plugin, the agent, the operator and the chart. This class builds paths and
/// does not access files.
/// </summary>
/// <param name="ConfDir">The directory of the container runtime's CNI configurations.</param>
/// <param name="BinDir">The directory of the CNI plugins.</param>
/// <param name="StateDir">The directory of the plugin's state.</param>
/// <param name="RunDir">The directory of the agent's socket.</param>
public sealed record NodeLayout(string ConfDir, string BinDir, string StateDir, string RunDir)
{
    public const string StandardConfDir = "/etc/cni/net.d";
    public const string StandardBinDir = "/opt/cni/bin";
    public const string StandardStateDir = "/var/lib/cni/ramus";
    public const string StandardRunDir = "/run/ramus";
    public const string StandardSocket = $"{StandardRunDir}/node.sock";

    /// <summary>The default directory of rendered networks.</summary>
    public const string StandardRamusDir = $"{StandardConfDir}/{RamusDirName}";
    public const string StandardKubeletDir = "/var/lib/kubelet";

    /// <summary>Configurations of networks without a spec.config, in Multus' directory.</summary>
    public const string StandardFilesDir = "/etc/cni/multus/net.d";

    /// <summary>The directory of Multus' records of containers.</summary>
    public const string MultusStateDir = "/var/lib/cni/multus";

    /// <summary>
    /// The directory of the leases of the IPAM plugin host-local, unless its 'dataDir' names another.
    /// </summary>
    public const string HostLocalDir = "/var/lib/cni/networks";

    /// <summary>The directory of device plugins' files by the device information specification.</summary>
    public const string DeviceInfoDir = "/var/run/k8s.cni.cncf.io/devinfo";

    /// <summary>The plugin's file name, which is its type in configurations.</summary>
    public const string Plugin = "ramus";

    /// <summary>The file name of the container runtime's configuration that calls the plugin.</summary>
    public const string RuntimeConfig = "00-ramus.conflist";

    /// <summary>
    /// The file name of a copy of <see cref="RuntimeConfig"/>, which is written while another file sorts before
    /// <see cref="RuntimeConfig"/>: '-' sorts before digits.
    /// </summary>
    public const string RuntimeConfigGuard = "0-ramus.conflist";

    /// <summary>The agent's directory in the configuration directory, with the files that the plugin reads.</summary>
    public const string RamusDirName = "ramus.d";

    public const string NetworkExtension = ".conflist";

    /// <summary>The most bytes of a file name (NAME_MAX).</summary>
    public const int LongestFileName = 255;

    /// <summary>A network's name becomes a file name with an extension of nine characters.</summary>
    public const int LongestNetworkName = LongestFileName - 9;

    public const string RecordExtension = ".jsonl";
    public const string ReportExtension = ".json";

    /// <summary>The layout of a node whose container runtime uses the default CNI directories.</summary>
    public static NodeLayout Standard => new(StandardConfDir, StandardBinDir, StandardStateDir, StandardRunDir);

    /// <summary>The configurations that call the plugin, in the order in which the runtime reads them.</summary>
    public IReadOnlyList<string> RuntimeConfigs =>
        [Path.Join(ConfDir, RuntimeConfigGuard), Path.Join(ConfDir, RuntimeConfig)];

    /// <summary>
    /// All files of Ramus on a node, in an order in which they can be removed while pods start: the configurations that
    /// call the plugin, the files that it reads, the plugin, its state. The last one is a shell pattern.
    /// </summary>
    public IReadOnlyList<string> Ours =>
    [
        Path.Join(ConfDir, RuntimeConfig), Path.Join(ConfDir, RuntimeConfigGuard), RamusDirIn(ConfDir),
        Path.Join(BinDir, Plugin), AttachmentsIn(StateDir), SpoolIn(StateDir), LockIn(StateDir),
        LineIn(StateDir), RunDir,
        $"{ResultsIn(StateDir)}/{Plugin}-[0-9a-f]*-eth0",
    ];

    /// <summary>
    /// The shell command that removes Ramus from a node; it keeps a migration's backup of Multus' files.
    /// </summary>
    public string CleanCommand =>
        $"rm -rf {string.Join(' ', Ours)}; rmdir --ignore-fail-on-non-empty {StateDir}";

    /// <summary>Whether this is the name of a configuration that calls the plugin.</summary>
    public static bool IsRuntimeConfig(string fileName) => fileName is RuntimeConfig or RuntimeConfigGuard;

    public static string RamusDirIn(string confDir) => Path.Join(confDir, RamusDirName);

    /// <summary>The directory of rendered networks, with one subdirectory per namespace.</summary>
    public static string NetworksIn(string ramusDir) => Path.Join(ramusDir, "networks");

    /// <summary>The agent's copy of the last valid policy.</summary>
    public static string PolicyIn(string ramusDir) => Path.Join(ramusDir, "policy.json");

    /// <summary>Why no file can have the network's name; null when a file can.</summary>
    public static string? WhyNoNetworkFile(NetworkKey key) =>
        !key.IsValid ? $"'{Quote.Short(key.ToString())}' is not a valid namespace and name of a network"
        : key.Name.Length > LongestNetworkName
            ? $"network {key}: its name has {key.Name.Length} characters, but at most {LongestNetworkName} are "
                + "allowed, because nodes store the network in a file of this name; recreate it with a shorter name"
        : null;

    /// <exception cref="ContractException">The key must not or cannot become a path.</exception>
    public static string NetworkFileIn(string ramusDir, NetworkKey key) =>
        WhyNoNetworkFile(key) is { } reason
            ? throw new ContractException(reason)
            : Path.Join(NetworksIn(ramusDir), key.Namespace, key.Name + NetworkExtension);

    /// <summary>The directory of the containers' records.</summary>
    public static string AttachmentsIn(string stateDir) => Path.Join(stateDir, "attachments");

    /// <summary>The directory of status reports that wait for the agent.</summary>
    public static string SpoolIn(string stateDir) => Path.Join(stateDir, "spool");

    /// <summary>
    /// The times and failures of commands. The agent creates the file, so nothing is written on a node without it.
    /// </summary>
    public static string CommandsIn(string stateDir) => Path.Join(SpoolIn(stateDir), "commands.jsonl");

    /// <summary>The lock file: a call for a container locks one byte, GC locks the whole file.</summary>
    public static string LockIn(string stateDir) => Path.Join(stateDir, "lock");

    /// <summary>The file in which ADDs wait for their turn; each locks one byte while it waits and works.</summary>
    public static string LineIn(string stateDir) => Path.Join(stateDir, "line");

    /// <summary>The directory of a migration's backup of Multus' files. Ramus must not delete it.</summary>
    public static string MigrationIn(string stateDir) => Path.Join(stateDir, "migration");

    /// <summary>The record of a container: a journal of its attachments.</summary>
    public static string RecordIn(string stateDir, string containerId) =>
        Path.Join(AttachmentsIn(stateDir), containerId + RecordExtension);

    /// <summary>A container's status report, until the agent has published it.</summary>
    public static string ReportIn(string stateDir, string containerId) =>
        Path.Join(SpoolIn(stateDir), containerId + ReportExtension);

    /// <summary>The container runtime's cached results, in files named after list, container and interface.</summary>
    public static string ResultsIn(string stateDir) => Path.Join(Path.GetDirectoryName(stateDir), "results");

    /// <summary>The kubelet's checkpoint of allocated devices.</summary>
    public static string KubeletCheckpointIn(string kubeletDir) =>
        Path.Join(kubeletDir, "device-plugins", "kubelet_internal_checkpoint");

    /// <summary>The kubelet's PodResources socket.</summary>
    public static string PodResourcesIn(string kubeletDir) => Path.Join(kubeletDir, "pod-resources", "kubelet.sock");
}
