using System.CommandLine;
using System.Net;
using Ramus.Kubernetes.Logging;
using Ramus.Kubernetes.Options;

namespace Ramus.Node.Hosting;

/// <summary>`ramus-node agent`.</summary>
internal static class AgentCommand
{
    private static readonly AgentOptions Defaults = new();

    private static readonly ProgramOption<string> NodeName = new(
        "--node-name", "Name of this node in the API server.", ValueKinds.RequiredText("NAME"), Defaults.NodeName)
    {
        FallbackVariable = "NODE_NAME",
    };

    private static readonly ProgramOption<string> Socket = CommandOptions.Path(
        "--socket", "Socket on which plugins ask the agent.", Defaults.Socket);

    private static readonly ProgramOption<string> KubeletDir = CommandOptions.Path(
        "--kubelet-dir", "The kubelet's directory; pod-resources and device-plugins below it are read.",
        Defaults.KubeletDir);

    private static readonly ProgramOption<string> FilesDir = CommandOptions.Path(
        "--files-dir", "Configuration files of networks without a spec.config.", Defaults.FilesDir);

    private static readonly ProgramOption<string> HostConfDir = CommandOptions.OptionalPath(
        "--host-conf-dir", "--conf-dir as the container runtime sees it.");

    private static readonly ProgramOption<string> HostBinDir = CommandOptions.OptionalPath(
        "--host-bin-dir", "--bin-dir as the container runtime sees it.");

    private static readonly ProgramOption<string> HostStateDir = CommandOptions.OptionalPath(
        "--host-state-dir", "--state-dir as the container runtime sees it.");

    private static readonly ProgramOption<string> HostSocket = CommandOptions.OptionalPath(
        "--host-socket", "--socket as the container runtime sees it.");

    private static readonly ProgramOption<string> Plugin = CommandOptions.Path(
        "--plugin", "The plugin to install into --bin-dir.", Defaults.Plugin);

    private static readonly ProgramOption<string> PolicyFile = CommandOptions.Path(
        "--policy-file", "The policy for networks (docs/policy.md); it may be missing.", Defaults.PolicyFile);

    private static readonly ProgramOption<bool> NamespaceIsolation = new(
        "--namespace-isolation", "Refuse networks of other namespaces, except those of --global-namespaces.",
        ValueKinds.Flag, Defaults.NamespaceIsolation);

    private static readonly ProgramOption<string> GlobalNamespaces = new(
        "--global-namespaces", "Namespaces whose networks every pod may use, separated by commas.",
        ValueKinds.Text("NAMES"), Defaults.GlobalNamespaces);

    private static readonly ProgramOption<bool> AllowMissingDevice = new(
        "--allow-missing-device", "Attach a network whose device was not allocated without one, as Multus does.",
        ValueKinds.Flag, Defaults.AllowMissingDevice);

    private static readonly ProgramOption<int> HealthPort = SharedOptions.HealthPort(Defaults.HealthPort);

    private static readonly ProgramOption<IPAddress?> HealthAddress = new(
        "--health-address", "Address of --health-port, which pods should not reach; empty: all.", ValueKinds.Address,
        Defaults.HealthAddress);

    private static readonly ProgramOption<int> PrometheusPort =
        SharedOptions.PrometheusPort(Defaults.PrometheusPort);

    private static readonly ProgramOption<TimeSpan> ReportInterval = new(
        "--report-interval", "Least time between two writes of the node's report (NodeNetwork).",
        ValueKinds.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)), Defaults.ReportInterval);

    private static readonly ProgramOption<string> Server = new(
        "--server", "Address of the API server in place of the configured one.", ValueKinds.Text("URL"), "");

    /// <summary>The command, for the program's root command.</summary>
    public static Command Create(
        Func<AgentOptions, CancellationToken, Task<int>> run, Func<string, string?>? environment = null) =>
        new Command(
            "agent",
            "The node's agent: installs the plugin, renders the node's CNI files, answers plugins, publishes what pods "
            + "got. " + SharedOptions.EnvironmentNote)
            .With(
                [
                    NodeName, CommandOptions.ConfDir, CommandOptions.BinDir, CommandOptions.StateDir, Socket,
                    KubeletDir, FilesDir, HostConfDir, HostBinDir, HostStateDir, HostSocket, Plugin,
                    PolicyFile, NamespaceIsolation, GlobalNamespaces, AllowMissingDevice, HealthPort,
                    HealthAddress, PrometheusPort, ReportInterval, SharedOptions.Kubeconfig, Server,
                    .. LogSettings.Options,
                ],
                (values, cancellationToken) => run(Read(values), cancellationToken),
                environment: environment);

    private static AgentOptions Read(OptionValues values) => new()
    {
        NodeName = values.Get(NodeName),
        ConfDir = values.Get(CommandOptions.ConfDir),
        BinDir = values.Get(CommandOptions.BinDir),
        StateDir = values.Get(CommandOptions.StateDir),
        Socket = values.Get(Socket),
        KubeletDir = values.Get(KubeletDir),
        FilesDir = values.Get(FilesDir),
        HostConfDir = values.GetOrNull(HostConfDir),
        HostBinDir = values.GetOrNull(HostBinDir),
        HostStateDir = values.GetOrNull(HostStateDir),
        HostSocket = values.GetOrNull(HostSocket),
        Plugin = values.Get(Plugin),
        PolicyFile = values.Get(PolicyFile),
        NamespaceIsolation = values.Get(NamespaceIsolation),
        GlobalNamespaces = values.Get(GlobalNamespaces),
        AllowMissingDevice = values.Get(AllowMissingDevice),
        HealthPort = values.Get(HealthPort),
        HealthAddress = values.Get(HealthAddress),
        PrometheusPort = values.Get(PrometheusPort),
        ReportInterval = values.Get(ReportInterval),
        Kubeconfig = values.GetOrNull(SharedOptions.Kubeconfig),
        Server = values.GetOrNull(Server),
        Log = LogSettings.Read(values),
    };
}
