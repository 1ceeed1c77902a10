using System.Diagnostics;

namespace Ramus.Cluster.Lifecycle;

/// <summary>
/// Pods are created continuously while a DaemonSet rollout replaces the node agent: each pod gets its network.
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
        var pods = new PassingPods(@namespace, "second", Pods);
        var watch = Stopwatch.StartNew();

        var makers = Enumerable.Range(0, AtOnce).Select(_ => pods.MakeAsync()).ToList();
        for (var round = 0; round < Rollouts; round++)
        {
            // Each step of a worker has its own time limit, and a soak test has many steps.
            while (pods.Made < Pods * round / Rollouts && !makers.Any(maker => maker.IsCompleted))
            {
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }

            await RollOutAsync();
        }

        pods.Stop();
        await Task.WhenAll(makers);
        Figures.Write(
            output,
            $"{pods.Made - AtOnce} pods during {Rollouts} rollouts in {watch.Elapsed.TotalSeconds:0} s: "
            + $"{pods.Without.Count} without their network");
        pods.Without.ShouldBeEmpty();
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
