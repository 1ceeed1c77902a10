using Ramus.Crash.Node;
using Ramus.Crash.Tracing;

namespace Ramus.Crash.HandOver;

/// <summary>Ramus detaches pods that Multus attached, from Multus' files.</summary>
[Trait("Needs", "Root")]
public sealed class MultusHandOverTests : IDisposable
{
    private readonly Machine node = new();
    private readonly Pod pod;

    public MultusHandOverTests()
    {
        pod = node.AddPod();
        var multus = new MultusPod(node, pod);
        multus.Attach("cluster", node.Network.Cluster, "eth0", isDefault: true);
        multus.Attach("shop/macvlan-conf", node.Network.Macvlan, "net1", isDefault: false);
        multus.Attach("shop/ptp-tuning", node.Network.PtpTuning, "blue", isDefault: false);
        pod.Interfaces.ShouldBe(["eth0", "net1", "blue"], ignoreOrder: true);
        node.Leases.Count.ShouldBe(3);
    }

    public void Dispose() => node.Dispose();

    [Fact]
    public void DEL_leaves_nothing_of_the_pod_and_nothing_of_Multus()
    {
        node.Delete(pod).ShouldSucceed();

        ShouldBeGone();
        node.Delete(pod).ShouldSucceed();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void DEL_after_the_sandbox_ended_frees_every_address(bool isNamed)
    {
        pod.Stop();

        node.Call(Machine.Call("DEL", pod) with { Netns = isNamed ? pod.Netns : "" }).ShouldSucceed();

        ShouldBeGone();
    }

    [Fact]
    public void Without_cached_results_DEL_works_nevertheless()
    {
        Directory.Delete($"{node.Multus}/results", recursive: true);
        Directory.CreateDirectory($"{node.Multus}/results");
        foreach (var network in new[] { "cluster", "macvlan-conf" })
        {
            node.Write($"multus/results/{network}-{pod.ContainerId}-eth0", "{ torn");
        }

        node.Delete(pod).ShouldSucceed();

        pod.Stop();
        node.ShouldBeClean();
    }

    [Theory]
    [InlineData("after spawn ptp 2")]
    [InlineData("after reap macvlan 3")]
    [InlineData("before exit")]
    public void A_DEL_that_is_killed_is_finished_by_the_next(string instant)
    {
        TracedRun.Of(node, Machine.Call("DEL", pod), instant, "tuning", "ptp", "macvlan", "bridge")
            .Killed.ShouldBeTrue();

        node.Delete(pod).ShouldSucceed();

        ShouldBeGone();
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{}")]
    [InlineData("""[{"Name":"shop/x","Bytes":"!"}]""")]
    public void A_list_that_cannot_be_read_does_not_keep_the_pod(string list)
    {
        node.Write($"multus/{pod.ContainerId}", list);

        node.Delete(pod).ShouldSucceed();

        node.Leases.ShouldAllBe(lease => !lease.Contains("/cluster/"));
    }

    [Fact]
    public void A_new_pod_beside_it_is_ours()
    {
        var other = node.AddPod();
        node.Add(other).ShouldSucceed();

        node.Delete(pod).ShouldSucceed();

        other.Interfaces.Count.ShouldBe(4);
        node.Delete(other).ShouldSucceed();
        ShouldBeGone();
    }

    private void ShouldBeGone()
    {
        node.ShouldBeClean();
        Directory.EnumerateFiles(node.Multus, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }
}
