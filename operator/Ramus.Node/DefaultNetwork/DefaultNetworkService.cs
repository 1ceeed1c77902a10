using Ramus.Contract.NodeDisk;
using Ramus.Contract.NodeNetwork;
using Ramus.Contract.Status;
using Ramus.Kubernetes.Events;
using Ramus.Linux.Files;
using Ramus.Node.Services;

namespace Ramus.Node.DefaultNetwork;

/// <summary>Looks at the CNI configuration directory whenever it changes, and tells what it found.</summary>
internal sealed class DefaultNetworkService : IDisposable
{
    internal static readonly TimeSpan Resync = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    private readonly NodeServices node;
    private readonly NodeFiles files;
    private readonly DefaultNetworkRenderer renderer;
    private readonly Func<bool> mayCreate;
    private readonly Signal changed = new();
    private readonly DirectoryWatcher watcher;
    private DefaultNetworkState state = new() { Problem = "not looked at yet" };

    /// <param name="node">What every part needs.</param>
    /// <param name="files">Where the files are.</param>
    /// <param name="renderer">Does the work.</param>
    /// <param name="mayCreate">Whether all that the plugin needs is on the node.</param>
    public DefaultNetworkService(
        NodeServices node, NodeFiles files, DefaultNetworkRenderer renderer, Func<bool> mayCreate)
    {
        (this.node, this.files, this.renderer, this.mayCreate) = (node, files, renderer, mayCreate);
        watcher = new DirectoryWatcher(files.ConfDir, OnChange);
        node.Metrics.Observe(
            "ramus_node_default_network_ready", "1 while the container runtime calls the plugin.",
            () => state.IsInForce ? 1 : 0);
    }

    /// <summary>The default network is known for the first time, or has another name.</summary>
    public event Action? Renamed;

    /// <summary>Why the container runtime does not call the plugin; null when it does.</summary>
    public string? NotReadyReason =>
        state.IsInForce ? null : state.Problem ?? $"{files.RuntimeConfigFile} not written yet";

    /// <summary>The default network, for the node's report; null while there is none.</summary>
    public ReportedDefaultNetwork? Current =>
        state is { Network: { } network, Source: { } source }
            ? new(network.Name, source, [.. network.Plugins.Select(plugin => plugin.Type)])
            : null;

    /// <summary>Something that <c>mayCreate</c> looks at has changed.</summary>
    public void Wake() => changed.Set();

    /// <summary>Runs until cancelled. Our file stays: without it new pods would lose their networks.</summary>
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
            // First the watch, then the look: a change in between is seen twice rather than never.
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

        if (now.Problem != state.Problem)
        {
            ReportProblem(now.Problem);
        }

        var isRenamed = now.Network?.Name != state.Network?.Name;
        state = now;
        if (isRenamed)
        {
            Renamed?.Invoke();
        }
    }

    private void ReportProblem(string? problem)
    {
        if (problem is null)
        {
            node.Logger.DefaultNetworkWell();
            return;
        }

        node.Logger.DefaultNetworkProblem(problem);
        node.Events.Publish(
            ObjectReference.Node(node.NodeName), EventType.Warning, EventReasons.DefaultNetworkProblem, problem);
    }
}
