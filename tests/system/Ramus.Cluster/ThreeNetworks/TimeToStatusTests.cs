using System.Diagnostics;

namespace Ramus.Cluster.ThreeNetworks;

/// <summary>The time from scheduling a pod with four networks to its published status.</summary>
[Collection(Disturbing.Name)]
public sealed class TimeToStatusTests(ITestOutputHelper output)
{
    private const int Pods = 5;

    [ClusterFact]
    public async Task A_scheduled_pod_has_its_status_soon()
    {
        await RamusSystem.ReadyAsync();
        await using var @namespace = await TestNamespace.CreateAsync("time");
        await ThreeNetworks.AddAsync(@namespace);
        var times = new List<TimeSpan>();
        for (var pod = 0; pod < Pods; pod++)
        {
            times.Add(await MeasureAsync(@namespace, $"pod-{pod}"));
        }

        times.Sort();
        Figures.Write(output, $"scheduled to network-status, 1 + 3 networks, {Pods} pods one after the other: "
            + $"median {times[Pods / 2].TotalMilliseconds:F0} ms, longest {times[^1].TotalMilliseconds:F0} ms");
    }

    private static async Task<TimeSpan> MeasureAsync(TestNamespace @namespace, string pod)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience.Limit);
        var watching = WatchAsync(@namespace, pod, limit.Token);
        await @namespace.AddPodAsync(pod, ThreeNetworks.Annotation);
        return await watching;
    }

    private static async Task<TimeSpan> WatchAsync(
        TestNamespace @namespace, string name, CancellationToken cancellationToken)
    {
        long? scheduled = null;
        await foreach (var pod in TestCluster.Current.Api.WatchAsync(@namespace.PathOf("pods"), cancellationToken))
        {
            if (pod.Name() == name && pod.Condition("PodScheduled") == "True")
            {
                scheduled ??= Stopwatch.GetTimestamp();
                if (pod.NetworkStatus() is not null)
                {
                    return Stopwatch.GetElapsedTime(scheduled.Value);
                }
            }
        }

        throw new TimeoutException($"the watch ended before pod {name} had its status");
    }
}
