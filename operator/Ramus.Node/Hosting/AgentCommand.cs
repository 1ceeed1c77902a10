using System.CommandLine;
using Microsoft.Extensions.Logging;

namespace Ramus.Node.Hosting;

/// <summary>`ramus-node agent`.</summary>
internal static class AgentCommand
{
    private static readonly AgentOptions Defaults = new();

    private static readonly Option<string> NodeName = CommandOptions.Text(
        "--node-name", "Name of this node in the API server.",
        Environment.GetEnvironmentVariable("NODE_NAME") ?? Defaults.NodeName);

    private static readonly Option<string> Socket = CommandOptions.Text(
        "--socket", "Socket on which plugins ask the agent.", Defaults.Socket);

    private static readonly Option<string> KubeletDir = CommandOptions.Text(
        "--kubelet-dir", "The kubelet's directory; pod-resources and device-plugins below it are read.",
        Defaults.KubeletDir);

    private static readonly Option<string> FilesDir = CommandOptions.Text(
        "--files-dir", "Configuration files of networks without a spec.config.", Defaults.FilesDir);

    private static readonly Option<string?> HostConfDir = CommandOptions.Optional(
        "--host-conf-dir", "--conf-dir as the container runtime sees it.");

    private static readonly Option<string?> HostBinDir = CommandOptions.Optional(
        "--host-bin-dir", "--bin-dir as the container runtime sees it.");

    private static readonly Option<string?> HostStateDir = CommandOptions.Optional(
        "--host-state-dir", "--state-dir as the container runtime sees it.");

    private static readonly Option<string?> HostSocket = CommandOptions.Optional(
        "--host-socket", "--socket as the container runtime sees it.");

    private static readonly Option<string> Plugin = CommandOptions.Text(
        "--plugin", "The plugin to install into --bin-dir.", Defaults.Plugin);

    private static readonly Option<string> PolicyFile = CommandOptions.Text(
        "--policy-file", "The policy for networks (docs/policy.md); it may be missing.", Defaults.PolicyFile);

    private static readonly Option<bool> NamespaceIsolation = CommandOptions.Flag(
        "--namespace-isolation", "Refuse networks of other namespaces, except those of --global-namespaces.");

    private static readonly Option<string> GlobalNamespaces = CommandOptions.Text(
        "--global-namespaces", "Namespaces whose networks every pod may use, separated by commas.",
        Defaults.GlobalNamespaces);

    private static readonly Option<bool> AllowMissingDevice = CommandOptions.Flag(
        "--allow-missing-device", "Attach a network whose device was not allocated without one, as Multus does.");

    private static readonly Option<int> HealthPort = CommandOptions.Number(
        "--health-port", "Port of /healthz, /readyz and /metrics.", Defaults.HealthPort);

    private static readonly Option<int> ReportInterval = CommandOptions.Number(
        "--report-interval", "The node's report (NodeNetwork) is written at most once in so many seconds.",
        (int)Defaults.ReportInterval.TotalSeconds);

    private static readonly Option<string?> Kubeconfig = CommandOptions.Optional(
        "--kubeconfig", "How to reach the API server; without it the pod's service account.");

    private static readonly Option<string?> Server = CommandOptions.Optional(
        "--server", "Address of the API server in place of the configured one.");

    private static readonly Option<LogLevel> MinimumLogLevel = new("--log-level")
    {
        Description = "Debug, Information, Warning or Error.",
        DefaultValueFactory = _ => Defaults.LogLevel,
    };

    /// <summary>The command, for the program's root command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "agent",
            "The node's agent: installs the plugin, renders the node's CNI files, answers plugins, publishes what pods "
            + "got. Every option can also be given as RAMUS_… in the environment, for example RAMUS_CONF_DIR.")
        {
            NodeName, CommandOptions.ConfDir, CommandOptions.BinDir, CommandOptions.StateDir, Socket, KubeletDir,
            FilesDir, HostConfDir, HostBinDir, HostStateDir, HostSocket, Plugin, PolicyFile, NamespaceIsolation,
            GlobalNamespaces, AllowMissingDevice, HealthPort, ReportInterval, Kubeconfig, Server, MinimumLogLevel,
        };
        command.SetAction((parsed, cancellationToken) => AgentHost.RunAsync(Read(parsed), cancellationToken));
        return command;
    }

    private static AgentOptions Read(ParseResult parsed) => new()
    {
        NodeName = parsed.GetRequiredValue(NodeName),
        ConfDir = parsed.GetRequiredValue(CommandOptions.ConfDir),
        BinDir = parsed.GetRequiredValue(CommandOptions.BinDir),
        StateDir = parsed.GetRequiredValue(CommandOptions.StateDir),
        Socket = parsed.GetRequiredValue(Socket),
        KubeletDir = parsed.GetRequiredValue(KubeletDir),
        FilesDir = parsed.GetRequiredValue(FilesDir),
        HostConfDir = parsed.GetValue(HostConfDir),
        HostBinDir = parsed.GetValue(HostBinDir),
        HostStateDir = parsed.GetValue(HostStateDir),
        HostSocket = parsed.GetValue(HostSocket),
        Plugin = parsed.GetRequiredValue(Plugin),
        PolicyFile = parsed.GetRequiredValue(PolicyFile),
        NamespaceIsolation = parsed.GetValue(NamespaceIsolation),
        GlobalNamespaces = parsed.GetRequiredValue(GlobalNamespaces),
        AllowMissingDevice = parsed.GetValue(AllowMissingDevice),
        HealthPort = parsed.GetValue(HealthPort),
        ReportInterval = TimeSpan.FromSeconds(Math.Clamp(parsed.GetValue(ReportInterval), 1, 3600)),
        Kubeconfig = parsed.GetValue(Kubeconfig),
        Server = parsed.GetValue(Server),
        LogLevel = parsed.GetValue(MinimumLogLevel),
    };
}
