using Ramus.Crash.Node;
using Ramus.Crash.Tracing;

namespace Ramus.Crash.CrashPoints;

/// <summary>
/// The same four networks with built-in plugins: kill -9 around every netlink request, and around every change of a
/// lease and of the record.
/// </summary>
[Trait("Needs", "Root")]
public sealed class BuiltInCrashTests(SharedMachine shared) : CrashTests(shared), IClassFixture<SharedMachine>
{
    // Four networks need more requests; fewer labels mean that the plugins did not run inside ramus.
    private const int FewestRequests = 40;

    // Without `make soak`, every third instant; the recoveries take turns.
    private static int Step => Extent.IsSoak ? 1 : 3;

    [Fact]
    public void ADD_is_killed() => OnNode(() =>
    {
        var labels = Labels(BuiltInPod(), Add);
        labels.Count(label => label.Contains("route request", StringComparison.Ordinal))
            .ShouldBeGreaterThan(FewestRequests);
        labels.ShouldNotContain(label => label.Contains("spawn", StringComparison.Ordinal));
        labels.ShouldContain("before rename lease");
        for (var index = 0; index < labels.Count; index += Step)
        {
            var pod = BuiltInPod();
            KillAndRecover(Add(pod), pod, labels[index], RecoveryOf(index), []);
        }
    });

    [Fact]
    public void DEL_is_killed() => OnNode(() =>
    {
        var labels = Labels(AttachedPod(), Delete);
        labels.ShouldNotContain(label => label.Contains("spawn", StringComparison.Ordinal));
        labels.ShouldContain("before unlink lease");
        for (var index = 0; index < labels.Count; index += Step)
        {
            var pod = AttachedPod();
            KillAndRecover(Delete(pod), pod, labels[index], RecoveryOf(index), []);
        }
    });

    private static PluginRequest Add(Pod pod) => Machine.Call("ADD", pod) with { Networks = Machine.ThreeNetworks };

    private static PluginRequest Delete(Pod pod) => Machine.Call("DEL", pod);

    private static Recovery RecoveryOf(int index) => AllRecoveries[index / Step % AllRecoveries.Length];

    // On a node that had pods before, so that every run passes the same instants.
    private IReadOnlyList<string> Labels(Pod pod, Func<Pod, PluginRequest> request)
    {
        var labels = TracedRun.Of(Node, request(pod), null).Labels;
        Node.Delete(pod).ShouldSucceed();
        Node.ShouldBeClean();
        Node.RemovePod(pod);
        return labels;
    }

    private Pod BuiltInPod()
    {
        Node.Settings["builtinPlugins"] = "auto";
        if (Node.Records.Count == 0 && !Directory.Exists(Node.State))
        {
            var first = Node.AddPod();
            Node.Add(first).ShouldSucceed();
            Node.Delete(first).ShouldSucceed();
            Node.RemovePod(first);
        }

        return Node.AddPod();
    }

    private Pod AttachedPod()
    {
        var pod = BuiltInPod();
        Node.Add(pod).ShouldSucceed();
        return pod;
    }
}
