using Ramus.Attachers;
using Ramus.Attachments.Agent;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Network;
using Ramus.Contract.NodeDisk;
using Ramus.Kubernetes.Health;
using Ramus.Node.DefaultNetwork;
using Ramus.Node.Devices;
using Ramus.Node.Figures;
using Ramus.Node.Install;
using Ramus.Node.Networks;
using Ramus.Node.Pods;
using Ramus.Node.Publishing;
using Ramus.Node.Report;
using Ramus.Node.Services;
using Ramus.Node.Sockets;

namespace Ramus.Node.Hosting;

/// <summary>The composition of the agent: each part needs only parts that are created before it.</summary>
internal sealed class Agent : IDisposable
{
    private readonly NodeServices node;
    private readonly OwnNode ownNode;
    private readonly NodePolicy policy;
    private readonly NetworkRenderingService networks;
    private readonly PluginService plugin;
    private readonly DefaultNetworkService defaultNetwork;
    private readonly NodePods pods;
    private readonly PodResources kubelet;
    private readonly DevicePools pools;
    private readonly AgentSocket socket;
    private readonly PublishingService publishing;
    private readonly NodeReportService report;
    private readonly NodeFigures figures;

    public Agent(AgentOptions options, NodeServices node)
    {
        this.node = node;
        var files = new NodeFiles(options.ConfDir);

        // Networks: each network of the API server is rendered into a file.
        ownNode = new OwnNode(node);
        policy = new NodePolicy(
            node, options.PolicyFile, options.Isolation, NodeLayout.PolicyIn(files.RamusDir),
            () => defaultNetwork?.Current?.Name);
        var (store, known, handWritten) =
            (new NetworkStore(files), new NetworksOnNode(), new HandWrittenNetworks(options.FilesDir));
        var renderer = new NetworkFileRenderer(
            store, known, new NodeRenderer(handWritten.Find, () => ownNode.Facts), policy, BuiltIn(options));
        networks = new NetworkRenderingService(node, store, known, renderer, handWritten, ownNode, policy);

        // The default network: the runtime calls the plugin once the plugin is installed and the networks are listed.
        plugin = new PluginService(node, options.Plugin, options.BinDir);
        defaultNetwork = new DefaultNetworkService(
            node, files,
            new DefaultNetworkRenderer(files, () => options.ToSettings() with { Use = policy.Use }, node.Time),
            () => plugin.NotReadyReason is null && networks.Cache.IsSynced);
        plugin.Installed += defaultNetwork.Wake;
        defaultNetwork.Renamed += networks.JudgeAgain;

        // The answers to the plugin's requests.
        pods = new NodePods(node);
        kubelet = new PodResources(options.KubeletDir, node.Time);
        var checkpoint = new KubeletCheckpoint(options.KubeletDir);
        var offered = new OfferedDevices(kubelet, checkpoint);
        pools = new DevicePools(kubelet, offered, node.Time, node.Metrics);
        var devices = new KubeletDevices(kubelet, checkpoint, offered, node.Time, node.Metrics);
        var lookup = new NetworkLookup(node, store, known, renderer, networks.Cache, policy);
        var answers = new AgentAnswers(node, pods, lookup, new DeviceLookup(pods, devices, new ClaimedDevices(node)));
        socket = new AgentSocket(options.Socket, answers.AnswerAsync, new AgentSocketLog(node.Logger));

        // The writes to the API server: the pods' network status, and the node's report.
        publishing = new PublishingService(node, new StatusSpool(options.SpoolDir), new StatusPublisher(node, pods));
        var gatherer = new ReportGatherer(
            options.Version, new PluginInventory(options.BinDir), BuiltInPlugins.TypesIn(options.BuiltIn),
            new HostInterfaces(), networks, known, defaultNetwork, () => plugin.NotReadyReason);
        report = new NodeReportService(
            node, ownNode, gatherer.Gather, () => networks.Revision is not null, options.ReportInterval);
        figures = new NodeFigures(node, options.StateDir, options.MetricsNetworks, options.CommandInterval);
    }

    private static Delegates BuiltIn(AgentOptions options) =>
        new(new PluginPath([]), new BuiltInPlugins(options.BuiltIn));

    /// <summary>The metrics that belong to no instrument.</summary>
    public IReadOnlyList<MetricFamily> Metrics => figures.Families;

    /// <summary>How often the agent has gathered its report.</summary>
    internal int ReportLooks => report.Looks;

    /// <summary>The conditions for the agent to be ready.</summary>
    public IReadOnlyList<ReadinessCheck> Checks =>
    [
        new("node", () => ownNode.NotReadyReason),
        new("policy", () => policy.NotReadyReason),
        new("plugin", () => plugin.NotReadyReason),
        new("default-network", () => defaultNetwork.NotReadyReason),
        new("networks", () => networks.NotReadyReason),
        new("pods", () => pods.Reflector.NotReadyReason),
        new("socket", () => socket.NotReadyReason),
    ];

    /// <summary>Runs until cancelled; false when a part failed with an unexpected exception, which is a bug.</summary>
    public Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        // The policy must be read before the first network is rendered.
        policy.Refresh();
        return Part.RunAllAsync(
            [
                new("Plugin installation", plugin.RunAsync),
                new("Policy watch", token => policy.RunAsync(OnPolicy, token)),
                new("Network rendering", networks.RunAsync),
                new("Default network", defaultNetwork.RunAsync),
                new("Wait for networks", WakeAsync),
                new("Pod cache", pods.Reflector.RunAsync),
                new("Node cache", ownNode.RunAsync),
                new("Node report", report.RunAsync),
                new("Agent socket", socket.RunAsync),
                new("Device count", pools.RunAsync),
                new("Status publishing", publishing.RunAsync),
                new("Command reports", figures.RunAsync),
                new("Event publishing", node.Events.RunAsync),
                new("Heap trimming", token => HeapTrimmer.RunAsync(node.Time, token)),
            ],
            node.Logger, cancellationToken);
    }

    public void Dispose()
    {
        publishing.Dispose();
        socket.Dispose();
        kubelet.Dispose();
        defaultNetwork.Dispose();
        networks.Dispose();
    }

    private void OnPolicy()
    {
        defaultNetwork.Wake();
        networks.JudgeAgain();
    }

    private async Task WakeAsync(CancellationToken cancellationToken)
    {
        await networks.Cache.HasSynced.WaitAsync(cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        defaultNetwork.Wake();
    }
}
