using System.Globalization;
using System.Net;
using k8s;
using Microsoft.Extensions.Logging;
using Ramus.Contract.Network;
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
/// Writes the status of every network, for one term of leadership: gathers from caches, lets
/// <see cref="StateDecision"/> decide, writes what differs.
/// </summary>
internal sealed class NetworkController : IDisposable
{
    private const int Workers = 8;
    private static readonly ResourceType Type = ResourceType.NetworkAttachmentDefinitions;

    // Pods and reports of nodes come in crowds; one look at the end of the crowd is enough.
    private static readonly TimeSpan Crowd = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan NoStatus = TimeSpan.FromMinutes(5);

    private readonly IKubernetes client;
    private readonly EventPublisher events;
    private readonly PolicyWatch policy;
    private readonly OperatorMetrics metrics;
    private readonly ILogger logger;
    private readonly TimeProvider time = TimeProvider.System;
    private readonly NetworkSources sources;
    private readonly NetworkValidator validator = new();
    private readonly SharedPools pools = new();
    private readonly PodIndex pods = new();
    private readonly CountBudget budget;
    private readonly SemaphoreSlim allConcerned = new(0);
    private readonly WorkQueue<NetworkKey> queue;

    public NetworkController(
        IKubernetes client, EventPublisher events, PolicyWatch policy, OperatorMetrics metrics, ILogger logger)
    {
        (this.client, this.events, this.policy, this.metrics, this.logger) = (client, events, policy, metrics, logger);
        sources = new NetworkSources(client, logger);
        budget = new CountBudget(time);
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
            // All are looked at now, whatever the first lists of nodes told.
            await allConcerned.WaitAsync(TimeSpan.Zero, CancellationToken.None);
            metrics.Networks = () => sources.Networks.Cache.List()
                .Select(static network => network.State.Condition(StatusCondition.Valid)?.Status ?? "Unknown");
            policy.OnChange = LookAtAll;
            using var ofNetworks = sources.Networks.Cache.Subscribe(change => queue.Add(KeyOf(change.Key)));
            await Task.WhenAll(
                queue.ProcessAsync(Workers, ReconcileAsync, logger, term), FollowWhatConcernsAllAsync(term));
            (metrics.Networks, policy.OnChange) = (null, null);
        }

        await loops;
    }

    public void Dispose()
    {
        queue.Dispose();
        allConcerned.Dispose();
    }

    private void OnPod(EntityChange<WatchedPod> change)
    {
        foreach (var network in pods.Note(change))
        {
            queue.AddAfter(network, Crowd);
        }
    }

    private void OnReport(EntityChange<CachedNodeReport> change) => NodesChanged();

    private void OnNode(EntityChange<WatchedNode> change)
    {
        if (change.Previous is not { } before || !change.Entity.HasSameLabels(before))
        {
            NodesChanged();
        }
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
    /// A change of a node or of the policy concerns all networks. However often they change, looking at all networks
    /// takes at most a fifth of the time.
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

    private async Task PauseAsync(TimeSpan pause, CancellationToken term) =>
        await Task.Delay(pause, time, term).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task<TimeSpan?> ReconcileAsync(NetworkKey key, CancellationToken cancellationToken)
    {
        if (sources.Networks.Cache.Find(key.Namespace, key.Name) is not { } network)
        {
            JudgeAgain(pools.Set(key, []));
            return null;
        }

        var verdict = await JudgeAsync(network, cancellationToken);
        JudgeAgain(pools.Set(key, verdict.Facts.Pools));
        var use = pods.Of(key, network.Generation, network.State.UsedBy);
        var state = StateDecision.Decide(network, verdict, sources.Views, use);
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

    private async Task<NetworkVerdict> JudgeAsync(WatchedNetwork network, CancellationToken cancellationToken)
    {
        var config = network.Definition.Config;
        if (network.IsConfigLong)
        {
            var path = Type.ObjectPath(network.Key.Namespace, network.Key.Name);
            config = (await client.FindJsonAsync(path, cancellationToken))?.TextAt("spec", "config");
        }

        var context = new ValidationContext { Pools = pools.Pools, Policy = policy.Current };
        return validator.Judge(network.ToJudge(config), context);
    }

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
            // It was changed meanwhile; the watch brings the change, and with it the key again.
            return Crowd;
        }
        catch (ApiException e) when (e.Status == HttpStatusCode.NotFound)
        {
            // Gone, or another owner of the CRD has taken its status away: the CRD's reconciler tells of that.
            return sources.Networks.Cache.Find(network.Key.Namespace, network.Key.Name) is null ? null : NoStatus;
        }
    }

    private static NetworkKey KeyOf(ObjectKey key) => new(key.Namespace, key.Name);
}
