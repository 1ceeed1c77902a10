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
using Ramus.Node.Sockets;

namespace Ramus.Node.Hosting;

/// <summary>The parts of the agent, wired: plugin, rendered networks, default network, socket, spool.</summary>
internal sealed class Agent : IDisposable
{
    private readonly NodeServices node;
    private readonly PluginService plugin;
    private readonly NodePolicy policy;
    private readonly NetworkRenderingService networks;
    private readonly DefaultNetworkService defaultNetwork;
    private readonly NodePods pods;
    private readonly PodResources kubelet;
    private readonly DevicePools pools;
    private readonly AgentSocket socket;
    private readonly PublishingService publishing;
    private readonly OwnNode ownNode;
    private readonly NodeReportService report;

    public Agent(AgentOptions options, NodeServices node)
    {
        this.node = node;
        var files = new NodeFiles(options.ConfDir);
        var store = new NetworkStore(files);
        var networkFiles = new HandWrittenNetworks(options.FilesDir);
        ownNode = new OwnNode(node);
        policy = new NodePolicy(options.PolicyFile, node.Logger, node.Time);
        var renderer = new NetworkFileRenderer(store, new NodeRenderer(networkFiles.Find, () => ownNode.Facts), policy);

        networks = new NetworkRenderingService(node, store, renderer, networkFiles, ownNode);
        defaultNetwork = new DefaultNetworkService(
            node, files,
            new DefaultNetworkRenderer(files, () => options.ToSettings() with { Use = policy.Use }, node.Time),
            () => plugin!.NotReadyReason is null && networks.Cache.IsSynced);
        plugin = new PluginService(node, options.Plugin, options.BinDir, defaultNetwork.Wake);
        pods = new NodePods(node);
        kubelet = new PodResources(options.KubeletDir, node.Time);
        var checkpoint = new KubeletCheckpoint(options.KubeletDir);
        pools = new DevicePools(kubelet, checkpoint, node.Time, node.Metrics);
        var answers = new AgentAnswers(
            node, pods, new NetworkLookup(node, store, renderer, networks.Cache),
            new DeviceLookup(
                pods, new KubeletDevices(kubelet, checkpoint, node.Time, node.Metrics), new ClaimedDevices(node)));
        socket = new AgentSocket(options.Socket, answers.AnswerAsync, new AgentSocketLog(node.Logger));
        publishing = new PublishingService(
            node, new StatusSpool(options.SpoolDir), new StatusPublisher(node, pods));
        var gatherer = new ReportGatherer(
            options.Version, new PluginInventory(options.BinDir), new HostInterfaces(), networks, renderer,
            defaultNetwork, () => plugin.NotReadyReason);
        report = new NodeReportService(node, ownNode, gatherer.Gather, options.ReportInterval);
    }

    /// <summary>How often the agent has looked whether there is something to report.</summary>
    internal int ReportLooks => report.Looks;

    /// <summary>What has to be so before pods can rely on this node.</summary>
    public IReadOnlyList<ReadinessCheck> Checks =>
    [
        new("plugin", () => plugin.NotReadyReason),
        new("default-network", () => defaultNetwork.NotReadyReason),
        new("networks", () => networks.Reflector.NotReadyReason),
        new("pods", () => pods.Reflector.NotReadyReason),
        new("socket", () => socket.NotReadyReason),
    ];

    /// <summary>Runs until cancelled; false when a part failed for a reason that only a bug explains.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // Before anything is rendered.
        policy.Refresh();
        var results = await Task.WhenAll(
            RunAsync("The plugin's installation", plugin.RunAsync, stop),
            RunAsync("The policy", token => policy.RunAsync(OnPolicy, token), stop),
            RunAsync("The rendering of networks", networks.RunAsync, stop),
            RunAsync("The default network", defaultNetwork.RunAsync, stop),
            RunAsync("The wait for networks", WakeAsync, stop),
            RunAsync("The cache of pods", pods.Reflector.RunAsync, stop),
            RunAsync("The cache of the node", ownNode.Reflector.RunAsync, stop),
            RunAsync("The node's report", report.RunAsync, stop),
            RunAsync("The socket", socket.RunAsync, stop),
            RunAsync("The count of devices", pools.RunAsync, stop),
            RunAsync("The publishing of status", publishing.RunAsync, stop),
            RunAsync("The events", node.Events.RunAsync, stop),
            RunAsync("The heap's trimming", token => HeapTrimmer.RunAsync(node.Time, token), stop));
        return results.All(isGood => isGood);
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

    private async Task<bool> RunAsync(string part, Func<CancellationToken, Task> run, CancellationTokenSource stop)
    {
        try
        {
            await Task.Run(() => run(stop.Token), stop.Token);
            return true;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return true;
        }
#pragma warning disable CA1031 // The rim: one broken part must not leave a half-working agent that looks alive.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            node.Logger.PartFailed(failure, part);
            await stop.CancelAsync();
            return false;
        }
    }
}
