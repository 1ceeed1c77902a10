using System.Globalization;
using System.Net;
using k8s;
using Microsoft.Extensions.Logging;
using Ramus.Contract.Network;
using Ramus.Contract.Policy;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Events;
using Ramus.Kubernetes.Queues;
using Ramus.Kubernetes.Watching;
using Ramus.Operator.Objects;
using Ramus.Validation;
using Ramus.Validation.Judging;

namespace Ramus.Operator.Networks;

/// <summary>
/// Writes the status of every network during one term of leadership: reads the caches, lets
/// <see cref="StateDecision"/> decide, and patches a status that differs.
/// </summary>
internal sealed class NetworkController : IDisposable
{
    private const int Workers = 8;
    private static readonly IReadOnlySet<string> NoNodes = new HashSet<string>();
    private static readonly ResourceType Type = ResourceType.NetworkAttachmentDefinitions;

    // Pods and node reports change in bursts; one reconciliation after the burst is enough.
    private static readonly TimeSpan Crowd = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan NoStatus = TimeSpan.FromMinutes(5);

    private readonly IKubernetes client;
    private readonly EventPublisher events;
    private readonly PolicyWatch policy;
    private readonly PodSettings podSettings;
    private readonly OperatorMetrics metrics;
    private readonly ILogger logger;
    private readonly TimeProvider time = TimeProvider.System;
    private readonly NetworkSources sources;
    private readonly NetworkValidator validator = new();
    private readonly SharedPools pools = new();
    private readonly PodIndex pods = new();
    private readonly PodAccounts accounts;
    private readonly CountBudget budget;
    private readonly NodeLabelController? labels;
    private readonly SemaphoreSlim allConcerned = new(0);
    private readonly WorkQueue<NetworkKey> queue;

    public NetworkController(
        IKubernetes client, EventPublisher events, PolicyWatch policy, PodSettings podSettings,
        OperatorMetrics metrics, ILogger logger)
    {
        (this.client, this.events, this.policy, this.metrics, this.logger) = (client, events, policy, metrics, logger);
        this.podSettings = podSettings;
        accounts = new PodAccounts(client, pods);
        sources = new NetworkSources(client, podSettings.MultusNamespace, logger);
        budget = new CountBudget(time);
        labels = podSettings.AreNodesLabelled
            ? new NodeLabelController(client, sources.Nodes.Cache, logger, time)
            : null;
        queue = new WorkQueue<NetworkKey>(time, maxDelay: TimeSpan.FromMinutes(1));
    }

    /// <summary>Runs until the term ends.</summary>
    public async Task RunAsync(CancellationToken term)
    {
        using var ofPods = sources.Pods.Cache.Subscribe(OnPod);
        using var ofReports = sources.Reports.Cache.Subscribe(OnReport);
        using var ofNodes = sources.Nodes.Cache.Subscribe(OnNode);
        var loops = sources.RunAsync(term);
        await sources.HaveSynced.WaitAsync(term).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!term.IsCancellationRequested)
        {
            // The subscription below queues every network, so drop the wake-up that the first node lists caused.
            await allConcerned.WaitAsync(TimeSpan.Zero, CancellationToken.None);
            metrics.Networks = () => sources.Networks.Cache.List()
                .Select(static network => network.Validity);
            metrics.CutPods = () => pods.CutPods;
            policy.OnChange = LookAtAll;
            using var ofNetworks = sources.Networks.Cache.Subscribe(change => queue.Add(KeyOf(change.Key)));
            await Task.WhenAll(
                queue.ProcessAsync(Workers, ReconcileAsync, logger, term), FollowWhatConcernsAllAsync(term),
                labels is null ? Task.CompletedTask : LabelNodesAsync(labels, term));
            (metrics.Networks, metrics.CutPods, policy.OnChange) = (null, null, null);
        }

        await loops;
    }

    public void Dispose()
    {
        labels?.Dispose();
        queue.Dispose();
        allConcerned.Dispose();
    }

    private void OnPod(EntityChange<WatchedPod> change)
    {
        var cut = pods.CutNamespaces;
        foreach (var network in pods.Note(change))
        {
            queue.AddAfter(network, Crowd);
        }

        if (pods.CutNamespaces != cut)
        {
            LookAtAll();
        }
    }

    private void OnReport(EntityChange<CachedNodeReport> change) => NodesChanged();

    private void OnNode(EntityChange<WatchedNode> change)
    {
        if (change.Previous is not { } before || !change.Entity.HasSameLabels(before))
        {
            NodesChanged();
        }

        labels?.OnNode(change);
    }

    private void NodesChanged()
    {
        sources.ForgetViews();
        LookAtAll();
    }

    private void LookAtAll()
    {
        if (allConcerned.CurrentCount == 0)
        {
            allConcerned.Release();
        }
    }

    /// <summary>
    /// A change of a node or of the policy queues all networks. The pause afterwards limits the reconciliation of all
    /// networks to a fifth of the time, however often nodes or the policy change.
    /// </summary>
    private async Task FollowWhatConcernsAllAsync(CancellationToken term)
    {
        while (!term.IsCancellationRequested)
        {
            await allConcerned.WaitAsync(term).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await PauseAsync(Crowd, term);
            var began = time.GetTimestamp();
            foreach (var key in sources.Networks.Cache.Keys())
            {
                queue.Add(KeyOf(key));
            }

            while (!queue.IsIdle && !term.IsCancellationRequested)
            {
                await PauseAsync(Crowd / 10, term);
            }

            await PauseAsync(time.GetElapsedTime(began) * 4, term);
        }
    }

    private async Task LabelNodesAsync(NodeLabelController controller, CancellationToken term)
    {
        var labelling = controller.RunAsync(term);
        while (!queue.IsIdle && !term.IsCancellationRequested)
        {
            await PauseAsync(Crowd / 10, term);
        }

        controller.Complete();
        await labelling;
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken term) =>
        await Task.Delay(pause, time, term).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task<TimeSpan?> ReconcileAsync(NetworkKey key, CancellationToken cancellationToken)
    {
        if (await FindAsync(key, cancellationToken) is not { } network)
        {
            JudgeAgain(pools.Set(key, []));
            labels?.Note(key, NoNodes, runsElsewhere: false);
            return null;
        }

        var context = new ValidationContext { Pools = pools.Pools, Policy = policy.Current, Use = Use };
        var verdict = validator.Judge(network.ToJudge(), context);
        JudgeAgain(pools.Set(key, verdict.Facts.Pools));
        var nodes = sources.Views;
        NoteNodes(network, verdict, nodes);
        var state = StateDecision.Decide(network, verdict, nodes, await UseOfAsync(network, cancellationToken));
        if (NetworkStateFormat.AreSame(network.State, state))
        {
            return null;
        }

        if (!state.DiffersInWords(network.State) && budget.TrySpend() is { } wait)
        {
            return wait;
        }

        return await WriteAsync(network, state, cancellationToken);
    }

    // Pods of an invalid network fail with its mistake, wherever they run.
    private void NoteNodes(WatchedNetwork network, NetworkVerdict verdict, IReadOnlyList<NodeView> nodes)
    {
        if (labels is not null)
        {
            var desired = NodeSelection.Of(network, nodes);
            var failing = verdict.IsValid ? NodeTally.Unable(network, verdict.Facts, desired) : NoNodes;
            labels.Note(network.Key, failing, runsElsewhere: failing.Count < desired.Count);
        }
    }

    private NetworkUse Use => policy.Current.Use with { Isolation = podSettings.Isolation };

    private async Task<PodUse> UseOfAsync(WatchedNetwork network, CancellationToken cancellationToken)
    {
        var use = Use;
        await accounts.ReadAsync(network.Key, use, cancellationToken);
        var known = pods.Of(
            network.Key, network.Generation, network.State.UsedBy, pod => use.CanBeAttached(network.Key, pod));
        return known with
        {
            MayBeMore = pods.MayHaveMore(podNamespace => use.DependsOnServiceAccount(network.Key, podNamespace)
                || use.CanBeAttached(network.Key, new PodIdentity(podNamespace, null))),
        };
    }

    private async Task<WatchedNetwork?> FindAsync(NetworkKey key, CancellationToken cancellationToken) =>
        sources.Networks.Cache.Find(key.Namespace, key.Name) is not { } cached ? null
        : cached.Whole ?? (
            await client.FindJsonAsync(Type.ObjectPath(key.Namespace, key.Name), cancellationToken) is { } entity
                ? WatchedNetwork.Of(entity) : null);

    private void JudgeAgain(IReadOnlyList<NetworkKey> networks)
    {
        foreach (var network in networks)
        {
            queue.AddAfter(network, Crowd);
        }
    }

    private async Task<TimeSpan?> WriteAsync(
        WatchedNetwork network, NetworkState state, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        try
        {
            await client.MergePatchAsync(
                Type.ObjectPath(network.Key.Namespace, network.Key.Name, "status"),
                NetworkStateFormat.Patch(state, network.Definition.Uid, network.ResourceVersion, now),
                OperatorNames.FieldManager,
                cancellationToken);
            metrics.StatusWritten();
            StateEvents.Publish(events, network, state);
            return null;
        }
        catch (ApiException e) when (e.IsConflict)
        {
            // The network was changed in the meantime; the watch delivers the change and queues the network again.
            return Crowd;
        }
        catch (ApiException e) when (e.Status == HttpStatusCode.NotFound)
        {
            // The network is deleted, or another client removed the CRD's status subresource, which CrdReconciler
            // reports.
            return sources.Networks.Cache.Find(network.Key.Namespace, network.Key.Name) is null ? null : NoStatus;
        }
    }

    private static NetworkKey KeyOf(ObjectKey key) => new(key.Namespace, key.Name);
}
