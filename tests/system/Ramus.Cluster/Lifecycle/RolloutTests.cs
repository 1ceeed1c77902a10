using System.Collections.Concurrent;
using System.Diagnostics;

namespace Ramus.Cluster.Lifecycle;

/// <summary>
/// Pods are made all the time while the node agent is replaced by a DaemonSet rollout: each has its network.
/// RAMUS_ROLLOUTS=3 RAMUS_ROLLOUT_PODS=1000 is the long run (`make soak-cluster`).
/// </summary>
[Collection(Disturbing.Name)]
public sealed class RolloutTests(ITestOutputHelper output)
{
    private const int AtOnce = 8;

    private static readonly int Rollouts = Setting("RAMUS_ROLLOUTS", 1);
    private static readonly int Pods = Setting("RAMUS_ROLLOUT_PODS", 16);

    [ClusterFact]
    public async Task No_pod_made_during_rollouts_lacks_its_network()
    {
        await RamusSystem.ReadyAsync();
        await using var @namespace = await TestNamespace.CreateAsync("rollout");
        await @namespace.AddNetworkAsync("second", """
            { "cniVersion": "1.0.0", "type": "bridge", "bridge": "rollout0",
              "ipam": { "type": "host-local", "subnet": "10.92.0.0/20" } }
            """);
        var without = new ConcurrentBag<string>();
        var made = 0;
        var rolling = true;
        var watch = Stopwatch.StartNew();

        async Task MakePodsAsync()
        {
            // As many as are asked for, and more while it still rolls.
            while (Interlocked.Increment(ref made) is var number && (number <= Pods || Volatile.Read(ref rolling)))
            {
                var name = $"pod-{number}";
                await @namespace.AddPodAsync(name, "second");
                var sandbox = await Sandbox.OfAsync(await @namespace.RunningAsync(name));
                if ((await sandbox.InterfacesAsync()).All(link => link.Name != "net1"))
                {
                    without.Add(name);
                }

                await @namespace.DeletePodAsync(name);
            }
        }

        var makers = Enumerable.Range(0, AtOnce).Select(_ => MakePodsAsync()).ToList();
        for (var round = 0; round < Rollouts; round++)
        {
            // Each step of a maker has its own limit, and a soak has many of them.
            while (Volatile.Read(ref made) < Pods * round / Rollouts && !makers.Any(maker => maker.IsCompleted))
            {
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }

            await RollOutAsync();
        }

        Volatile.Write(ref rolling, false);
        await Task.WhenAll(makers);
        Figures.Write(
            output,
            $"{made - AtOnce} pods during {Rollouts} rollouts in {watch.Elapsed.TotalSeconds:0} s: "
            + $"{without.Count} without their network");
        without.ShouldBeEmpty();
    }

    private static async Task RollOutAsync()
    {
        var cluster = TestCluster.Current;
        var before = (await RamusSystem.ReadyPodAsync("ramus-node")).Name();
        var restart = await cluster.KubectlAsync(
            null, "-n", RamusSystem.Namespace, "rollout", "restart", "daemonset/ramus-node");
        restart.Succeeded();
        await Eventually.AgreesAsync(
            async () => (await RamusSystem.PodsAsync("ramus-node")).Any(pod => pod.Name() != before && pod.IsReady()),
            "the next agent is ready");
    }

    private static int Setting(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), InvariantCulture, out var value) ? value : otherwise;
}
