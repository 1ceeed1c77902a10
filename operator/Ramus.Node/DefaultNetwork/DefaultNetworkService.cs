using Ramus.Contract.Cni;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.NodeNetwork;
using Ramus.Contract.Status;
using Ramus.Kubernetes.Events;
using Ramus.Linux.Files;
using Ramus.Node.Services;

namespace Ramus.Node.DefaultNetwork;

/// <summary>Checks the CNI configuration directory whenever it changes, and reports the result.</summary>
internal sealed class DefaultNetworkService : IDisposable
{
    internal static readonly TimeSpan Resync = TimeSpan.FromSeconds(30);
    internal static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    private readonly NodeServices node;
    private readonly NodeFiles files;
    private readonly DefaultNetworkRenderer renderer;
    private readonly Func<bool> mayCreate;
    private readonly Signal changed = new();
    private readonly DirectoryWatcher watcher;
    private readonly long started;
    private (string? Problem, bool IsStarting) told;
    private DefaultNetworkState state = new() { Problem = "the CNI configuration directory was not checked yet" };

    /// <param name="node">The shared services.</param>
    /// <param name="files">The paths of the files.</param>
    /// <param name="renderer">Writes the configuration.</param>
    /// <param name="mayCreate">Whether the plugin and its networks are on the node.</param>
    public DefaultNetworkService(
        NodeServices node, NodeFiles files, DefaultNetworkRenderer renderer, Func<bool> mayCreate)
    {
        (this.node, this.files, this.renderer, this.mayCreate) = (node, files, renderer, mayCreate);
        started = node.Time.GetTimestamp();
        watcher = new DirectoryWatcher(files.ConfDir, OnChange);
        node.Metrics.Observe(
            "ramus_node_default_network_ready", "1 while the container runtime calls the plugin ramus.",
            () => state.IsInForce ? 1 : 0);
    }

    /// <summary>The default network is known for the first time, or has another name.</summary>
    public event Action? Renamed;

    /// <summary>Why the container runtime does not call the plugin; null when it does.</summary>
    public string? NotReadyReason =>
        state.IsInForce ? null : state.Problem ?? $"{files.RuntimeConfigFile} is not written yet";

    /// <summary>The default network, for the node's report; null while it is unknown.</summary>
    public ReportedDefaultNetwork? Current =>
        state is { Network: { } network, Source: { } source }
            ? new(network.Name, source, [.. network.Plugins.Select(plugin => plugin.Type)])
            {
                MapsHostPorts = HostPortPlugins.MayMap(network.Plugins),
            }
            : null;

    /// <summary>To be called when the answer of <c>mayCreate</c> may have changed.</summary>
    public void Wake() => changed.Set();

    /// <summary>
    /// Runs until cancelled. Our file stays, because without it new pods would get no additional networks.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            Look();
            await changed.WaitAsync(state.LookAgainAfter ?? Resync, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose()
    {
        watcher.Dispose();
        changed.Dispose();
    }

    private void OnChange(string? fileName)
    {
        if (fileName?.EndsWith(AtomicFile.TemporarySuffix, StringComparison.Ordinal) != true)
        {
            changed.Set();
        }
    }

    private void Look()
    {
        try
        {
            // Watch first, then check: a change in between is seen twice rather than never.
            watcher.Ensure();
            Report(renderer.Look(mayCreate()));
        }
        catch (Exception failure) when (Failures.AreExpected(failure))
        {
            node.Logger.ConfDirFailed(files.ConfDir, failure.Message);
            state = state with { IsRendered = false, Problem = failure.Message, LookAgainAfter = Retry };
        }
    }

    private void Report(DefaultNetworkState now)
    {
        if (now.Written)
        {
            node.Logger.RuntimeConfigWritten(files.RuntimeConfigFile, now.Source);
        }

        if (now.Repaired is { } damage)
        {
            node.Metrics.Repaired();
            node.Logger.RuntimeConfigRepaired(damage);
            node.Events.Publish(
                ObjectReference.Node(node.NodeName), EventType.Warning, EventReasons.CniConfigRepaired,
                $"Repaired: {damage}");
        }

        var isStarting = now.IsStarting && node.Time.GetElapsedTime(started) < StartPatience;
        if (told != (now.Problem, isStarting))
        {
            ReportProblem(now.Problem, isStarting);
        }

        var isRenamed = now.Network?.Name != state.Network?.Name;
        state = now;
        if (isRenamed)
        {
            Renamed?.Invoke();
        }
    }

    private void ReportProblem(string? problem, bool isStarting)
    {
        var wasFault = told is (not null, false);
        told = (problem, isStarting);
        if (problem is not null && isStarting)
        {
            node.Logger.DefaultNetworkAwaited(problem);
        }
        else if (problem is not null)
        {
            node.Logger.DefaultNetworkProblem(problem);
            node.Events.Publish(
                ObjectReference.Node(node.NodeName), EventType.Warning, EventReasons.DefaultNetworkProblem, problem);
        }
        else if (wasFault)
        {
            node.Logger.DefaultNetworkWell();
        }
    }
}
