using Ramus.Crash.Node;
using Ramus.Crash.Tracing;

namespace Ramus.Crash.CrashPoints;

/// <summary>kill -9 at one instant, then one kind of recovery; nothing may be left behind.</summary>
public abstract class CrashTests(SharedMachine shared)
{
    internal static Recovery[] AllRecoveries => Enum.GetValues<Recovery>();

    internal Machine Node => shared.Machine;

    /// <summary>Each instant with one recovery in turn; with every recovery in `make soak`.</summary>
    internal static TheoryData<string, Recovery> Rows(string[] instants)
    {
        var rows = new TheoryData<string, Recovery>();
        for (var index = 0; index < instants.Length; index++)
        {
            foreach (var recovery in Extent.IsSoak ? AllRecoveries : [AllRecoveries[index % AllRecoveries.Length]])
            {
                rows.Add(instants[index], recovery);
            }
        }

        return rows;
    }

    /// <summary>Runs a test; a failed test's node is not used again.</summary>
    private protected void OnNode(Action test)
    {
        try
        {
            test();
        }
        catch
        {
            shared.Abandon();
            throw;
        }
    }

    private protected void KillAndRecover(
        PluginRequest request, Pod pod, string instant, Recovery recovery, string[] order)
    {
        var run = TracedRun.Of(Node, request, instant, order);
        run.Killed.ShouldBeTrue($"the plugin never reached '{instant}'; it passed {string.Join(", ", run.Labels)}");

        switch (recovery)
        {
            case Recovery.AddAgain:
                Node.Add(pod).ShouldSucceed();
                pod.Interfaces.ShouldBe(["eth0", "net1", "net2", "net3"], ignoreOrder: true);
                break;
            case Recovery.CollectGarbage:
                Node.CollectGarbage().ShouldSucceed();
                pod.Stop();
                Node.ShouldBeClean($"after GC; killed {instant}");
                break;
            case Recovery.DeleteWithoutNamespace:
                pod.Stop();
                Node.Call(Machine.Call("DEL", pod) with { Netns = "" }).ShouldSucceed();
                Node.ShouldBeClean($"after DEL without a namespace; killed {instant}");
                break;
        }

        Node.Delete(pod).ShouldSucceed();
        Node.ShouldBeClean($"after {recovery}; killed {instant}");
        Node.RemovePod(pod);
    }
}
