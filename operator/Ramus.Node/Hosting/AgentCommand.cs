using System.CommandLine;
using System.Net;
using Ramus.Contract.NodeDisk;
using Ramus.Kubernetes.Logging;
using Ramus.Kubernetes.Options;

namespace Ramus.Node.Hosting;

/// <summary>`ramus-node agent`.</summary>
internal static class AgentCommand
{
    private static readonly AgentOptions Defaults = new();

    private static readonly ProgramOption<string> NodeName = new(
        "--node-name", "The name of this node's Node object.", ValueKinds.RequiredText("NAME"), Defaults.NodeName)
    {
        FallbackVariable = "NODE_NAME",
    };

    private static readonly ProgramOption<string> Socket = CommandOptions.Path(
        "--socket", "The Unix socket for requests of the plugin.", Defaults.Socket);

    private static readonly ProgramOption<string> KubeletDir = CommandOptions.Path(
        "--kubelet-dir",
        "The kubelet's directory; the agent reads its subdirectories pod-resources and device-plugins.",
        Defaults.KubeletDir);

    private static readonly ProgramOption<string> FilesDir = CommandOptions.Path(
        "--files-dir", "The directory with configuration files for networks without spec.config.", Defaults.FilesDir);

    private static readonly ProgramOption<string> HostConfDir = CommandOptions.OptionalPath(
        "--host-conf-dir", "--conf-dir as the container runtime sees it.");

    private static readonly ProgramOption<string> HostBinDir = CommandOptions.OptionalPath(
        "--host-bin-dir", "--bin-dir as the container runtime sees it.");

    private static readonly ProgramOption<string> HostStateDir = CommandOptions.OptionalPath(
        "--host-state-dir", "--state-dir as the container runtime sees it.");

    private static readonly ProgramOption<string> HostSocket = CommandOptions.OptionalPath(
        "--host-socket", "--socket as the container runtime sees it.");

    private static readonly ProgramOption<string> Plugin = CommandOptions.Path(
        "--plugin", "The plugin's file, which the agent copies to --bin-dir.", Defaults.Plugin);

    private static readonly ProgramOption<string> PolicyFile = CommandOptions.Path(
        "--policy-file", "The policy for networks (docs/policy.md); the file may be missing.", Defaults.PolicyFile);

    private static readonly ProgramOption<bool> AllowMissingDevice = new(
        "--allow-missing-device",
        "Attach a network without a device when its device was not allocated, as Multus does.",
        ValueKinds.Flag, Defaults.AllowMissingDevice);

    private static readonly ProgramOption<bool> MultusRuntimeConfig = new(
        "--multus-runtime-config",
        "Pass the runtime's capability arguments, such as host ports, to every network, as Multus does.",
        ValueKinds.Flag, Defaults.MultusRuntimeConfig);

    private static readonly ProgramOption<string> ReadinessFile = new(
        "--readiness-file",
        "A file that must exist before the plugin attaches pods, as the container runtime sees it "
        + "(readinessindicatorfile).",
        PluginOptions.AbsolutePath, "");
    private static readonly ProgramOption<bool> AllowUnknownRequests = new(
        "--allow-unknown-requests",
        "Accept a pod's 'mac' and 'ips' for plugins that are not known to read them, as Multus does.",
        ValueKinds.Flag, Defaults.AllowUnknownRequests);

    private static readonly ProgramOption<BuiltInChoice> BuiltInPlugins = new(
        "--builtin-plugins",
        "The plugin types that run inside ramus and not as programs of the node: auto, none, or types separated by "
        + "commas (docs/built-in-plugins.md).",
        new("TYPES", BuiltInChoice.Parse, static choice => choice.ToString()), Defaults.BuiltIn);

    private static readonly ProgramOption<int> HealthPort = SharedOptions.HealthPort(Defaults.HealthPort);

    private static readonly ProgramOption<IPAddress?> HealthAddress = new(
        "--health-address", "The address of --health-port; pods should not be able to reach it. Empty: all addresses.",
        ValueKinds.Address, Defaults.HealthAddress);

    private static readonly ProgramOption<int> PrometheusPort =
        SharedOptions.PrometheusPort(Defaults.PrometheusPort);

    private static readonly ProgramOption<int> MetricsNetworks = new(
        "--metrics-networks",
        "The number of busiest networks that have their own metrics; all other networks share the label \"other\".",
        ValueKinds.Number(0, 100) with { HelpName = "NETWORKS" }, Defaults.MetricsNetworks);

    private static readonly ProgramOption<TimeSpan> ReportInterval = new(
        "--report-interval", "Minimum time between two writes of the node's report (NodeNetwork).",
        ValueKinds.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)), Defaults.ReportInterval);

    private static readonly ProgramOption<string> Server = new(
        "--server", "The URL of the API server, instead of the configured one.", ValueKinds.Text("URL"), "");

    /// <summary>The command, for the program's root command.</summary>
    public static Command Create(
        Func<AgentOptions, CancellationToken, Task<int>> run, Func<string, string?>? environment = null) =>
        new Command(
            "agent",
            "Run the node agent: it installs the plugin, renders the node's CNI files, answers the plugin's requests "
            + "and publishes the pods' network status. " + SharedOptions.EnvironmentNote)
            .With(
                [
                    NodeName, CommandOptions.ConfDir, CommandOptions.BinDir, CommandOptions.StateDir, Socket,
                    KubeletDir, FilesDir, HostConfDir, HostBinDir, HostStateDir, HostSocket, Plugin,
                    PolicyFile, SharedOptions.NamespaceIsolation, SharedOptions.GlobalNamespaces, AllowMissingDevice,
                    AllowUnknownRequests, MultusRuntimeConfig, ReadinessFile, BuiltInPlugins,
                    .. PluginOptions.All,
                    HealthPort, HealthAddress, PrometheusPort, MetricsNetworks, ReportInterval,
                    SharedOptions.Kubeconfig, Server,
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
        NamespaceIsolation = values.Get(SharedOptions.NamespaceIsolation),
        GlobalNamespaces = values.Get(SharedOptions.GlobalNamespaces),
        AllowMissingDevice = values.Get(AllowMissingDevice),
        MultusRuntimeConfig = values.Get(MultusRuntimeConfig),
        ReadinessFile = values.GetOrNull(ReadinessFile),
        Tuning = PluginOptions.Read(values),
        AllowUnknownRequests = values.Get(AllowUnknownRequests),
        BuiltIn = values.Get(BuiltInPlugins),
        HealthPort = values.Get(HealthPort),
        HealthAddress = values.Get(HealthAddress),
        PrometheusPort = values.Get(PrometheusPort),
        MetricsNetworks = values.Get(MetricsNetworks),
        ReportInterval = values.Get(ReportInterval),
        Kubeconfig = values.GetOrNull(SharedOptions.Kubeconfig),
        Server = values.GetOrNull(Server),
        Log = LogSettings.Read(values),
    };
}
