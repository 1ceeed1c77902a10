using System.Text.Json;
using Ramus.Contract.Admission;
using Ramus.Contract.NodeNetwork;
using Ramus.Kubernetes.Client;
using Ramus.Node.Networks;
using Ramus.Node.Services;

namespace Ramus.Node.Report;

/// <summary>Publishes the node's report when it has changed, at a limited rate.</summary>
internal sealed class NodeReportService(
    NodeServices node, OwnNode ownNode, Func<NodeReport> gather, Func<bool> isComplete, TimeSpan interval)
{
    private static readonly ResourceType NodeNetworks = new(
        NodeNetworkResource.Group, NodeNetworkResource.Version, NodeNetworkResource.Plural);

    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StartPoll = TimeSpan.FromMilliseconds(100);

    private readonly TimeSpan poll = interval < LongestPoll ? interval : LongestPoll;
    private readonly Dictionary<string, (bool IsTrue, DateTimeOffset Since)> conditions = [];
#pragma warning disable CA5394 // Jitter need not be cryptographically random.
    private readonly ReportThrottle throttle = new(node.Time, interval, Random.Shared.NextDouble);
#pragma warning restore CA5394
    private readonly long started = node.Time.GetTimestamp();
    private NodeReport? published;
    private bool isKnown;

    /// <summary>How often the report was gathered.</summary>
    public int Looks { get; private set; }

    /// <summary>Runs until cancelled. The report stays: the Node owns it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var pause = poll;
            try
            {
                pause = await StepAsync(cancellationToken);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested && Failures.AreExpected(failure))
            {
                pause = throttle.Refused();
                if (published is null && failure is ApiException { IsNotFound: true })
                {
                    // During an installation the agent starts before the operator has created the CRD.
                    node.Logger.NodeReportAwaited(node.NodeName, pause);
                }
                else
                {
                    node.Logger.NodeNotReported(node.NodeName, pause, failure.Message);
                }
            }

            await Task.Delay(pause < poll ? pause : poll, node.Time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Gathers the report and writes it if it is due; returns when to gather again.</summary>
    private async Task<TimeSpan> StepAsync(CancellationToken cancellationToken)
    {
        var report = gather();
        Looks++;
        if (ownNode.Current is not { } owner)
        {
            // Without its owner, the Node, the report would never be garbage-collected.
            return poll;
        }

        if (published is not null && ReportContent.Of(report) == ReportContent.Of(published))
        {
            throttle.Same();
            return poll;
        }

        if (published is null && IsStarting(report))
        {
            return StartPoll;
        }

        var isUrgent = published is null || ReportContent.UrgentOf(report) != ReportContent.UrgentOf(published);
        if (throttle.Wait(isUrgent) is var wait && wait > TimeSpan.Zero)
        {
            return wait;
        }

        await PublishAsync(report, owner.Uid, cancellationToken);
        throttle.Written(isUrgent);
        published = report;
        return poll;
    }

    // After a restart the report of the previous agent stays until this agent has gathered everything.
    private bool IsStarting(NodeReport report) =>
        (!isComplete() || report.Conditions.Any(condition => !condition.IsTrue))
        && node.Time.GetElapsedTime(started) < LongestStart;

    private async Task PublishAsync(NodeReport report, string uid, CancellationToken cancellationToken)
    {
        var path = NodeNetworks.ObjectPath(null, node.NodeName);
        if (!isKnown)
        {
            Learn(await node.Client.FindJsonAsync(path, cancellationToken));
            isKnown = true;
        }

        // Applying an unchanged object creates no new version, so a restart of all agents changes nothing.
        var dated = report with { Conditions = [.. report.Conditions.Select(WithTime)] };
        await node.Client.ApplyAsync(
            path, NodeReportFormat.Write(dated, node.NodeName, uid), Installation.Node, cancellationToken);
        node.Logger.NodeReported(node.NodeName);
    }

    private ReportCondition WithTime(ReportCondition condition)
    {
        if (!conditions.TryGetValue(condition.Type, out var known) || known.IsTrue != condition.IsTrue)
        {
            conditions[condition.Type] = known = (condition.IsTrue, node.Time.GetUtcNow());
        }

        return condition with { Since = known.Since };
    }

    /// <summary>Takes over the transition times of the conditions that the previous agent has written.</summary>
    private void Learn(JsonElement? present)
    {
        foreach (var condition in present is { } entity ? NodeReportFormat.ReadConditions(entity) : [])
        {
            if (condition.Since is { } since)
            {
                conditions[condition.Type] = (condition.IsTrue, since);
            }
        }
    }
}
