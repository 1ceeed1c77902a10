using Ramus.Attachments.Agent;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Network;
using Ramus.Contract.NodeDisk;
using Ramus.Kubernetes.Health;
using Ramus.Node.DefaultNetwork;
using Ramus.Node.Devices;
using Ramus.Node.Install;
using Ramus.Node.Networks;
using Ramus.Node.Pods;
using Ramus.Node.Publishing;
using Ramus.Node.Report;
using Ramus.Node.Services;
using Ramus.Node.Sockets;

namespace Ramus.Node.Hosting;

/// <summary>The agent: what it is made of, in the order in which each part needs those before it.</summary>
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

    public Agent(AgentOptions options, NodeServices node)
    {
        this.node = node;
        var files = new NodeFiles(options.ConfDir);

        // Networks: those of the API server become files.
        ownNode = new OwnNode(node);
        policy = new NodePolicy(
            node, options.PolicyFile, options.Isolation, NodeLayout.PolicyIn(files.RamusDir),
            () => defaultNetwork?.Current?.Name);
        var (store, known, handWritten) =
            (new NetworkStore(files), new NetworksOnNode(), new HandWrittenNetworks(options.FilesDir));
        var renderer = new NetworkFileRenderer(
            store, known, new NodeRenderer(handWritten.Find, () => ownNode.Facts), policy);
        networks = new NetworkRenderingService(node, store, known, renderer, handWritten, ownNode);

        // The runtime calls the plugin, once that is installed and the networks are known.
        plugin = new PluginService(node, options.Plugin, options.BinDir);
        defaultNetwork = new DefaultNetworkService(
            node, files,
            new DefaultNetworkRenderer(files, () => options.ToSettings() with { Use = policy.Use }, node.Time),
            () => plugin.NotReadyReason is null && networks.Cache.IsSynced);
        plugin.Installed += defaultNetwork.Wake;
        defaultNetwork.Renamed += networks.JudgeAgain;

        // What the plugin asks.
        pods = new NodePods(node);
        kubelet = new PodResources(options.KubeletDir, node.Time);
        var checkpoint = new KubeletCheckpoint(options.KubeletDir);
        pools = new DevicePools(kubelet, checkpoint, node.Time, node.Metrics);
        var devices = new KubeletDevices(kubelet, checkpoint, node.Time, node.Metrics);
        var answers = new AgentAnswers(
            node, pods, new NetworkLookup(node, store, known, renderer, networks.Cache, policy),
            new DeviceLookup(pods, devices, new ClaimedDevices(node)));
        socket = new AgentSocket(options.Socket, answers.AnswerAsync, new AgentSocketLog(node.Logger));

        // What the API server is told: the pods' statuses, and the node's report.
        publishing = new PublishingService(node, new StatusSpool(options.SpoolDir), new StatusPublisher(node, pods));
        var gatherer = new ReportGatherer(
            options.Version, new PluginInventory(options.BinDir), new HostInterfaces(), networks, known,
            defaultNetwork, () => plugin.NotReadyReason);
        report = new NodeReportService(
            node, ownNode, gatherer.Gather, () => networks.Revision is not null, options.ReportInterval);
    }

    /// <summary>How often the agent has looked whether there is something to report.</summary>
    internal int ReportLooks => report.Looks;

    /// <summary>What has to be so before pods can rely on this node.</summary>
    public IReadOnlyList<ReadinessCheck> Checks =>
    [
        new("policy", () => policy.NotReadyReason),
        new("plugin", () => plugin.NotReadyReason),
        new("default-network", () => defaultNetwork.NotReadyReason),
        new("networks", () => networks.Reflector.NotReadyReason),
        new("pods", () => pods.Reflector.NotReadyReason),
        new("socket", () => socket.NotReadyReason),
    ];

    /// <summary>Runs until cancelled; false when a part failed for a reason that only a bug explains.</summary>
    public Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        // Before anything is rendered.
        policy.Refresh();
        return Part.RunAllAsync(
            [
                new("The plugin's installation", plugin.RunAsync),
                new("The policy", token => policy.RunAsync(OnPolicy, token)),
                new("The rendering of networks", networks.RunAsync),
                new("The default network", defaultNetwork.RunAsync),
                new("The wait for networks", WakeAsync),
                new("The cache of pods", pods.Reflector.RunAsync),
                new("The cache of the node", ownNode.Reflector.RunAsync),
                new("The node's report", report.RunAsync),
                new("The socket", socket.RunAsync),
                new("The count of devices", pools.RunAsync),
                new("The publishing of status", publishing.RunAsync),
                new("The events", node.Events.RunAsync),
                new("The heap's trimming", token => HeapTrimmer.RunAsync(node.Time, token)),
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
