using Ramus.Crash.Node;
using Ramus.Crash.Tracing;

namespace Ramus.Crash.CrashPoints;

/// <summary>The fifth network of a pod fails; the plugin is killed while it detaches the other four.</summary>
[Trait("Needs", "Root")]
public sealed class UndoCrashTests(SharedMachine shared) : CrashTests(shared), IClassFixture<SharedMachine>
{
    private static readonly string[] Order =
        [.. CrashPoints.Instants.AddOrder, "broken", "broken", .. CrashPoints.Instants.DeleteOrder];

    public static TheoryData<string, Recovery> Instants => Rows(CrashPoints.Instants.OfUndo);

    [Theory]
    [MemberData(nameof(Instants))]
    public void The_undoing_of_a_failed_ADD_is_killed(string instant, Recovery recovery) => OnNode(() =>
    {
        var pod = Node.AddPod();

        KillAndRecover(FailingAdd(pod), pod, instant, recovery, Order);
    });

    [Fact]
    public void No_step_of_the_undoing_is_without_a_crash_point() => OnNode(() =>
    {
        var pod = Node.AddPod();

        TracedRun.Of(Node, FailingAdd(pod), null, Order).Labels.TakeLast(CrashPoints.Instants.OfUndo.Length)
            .ShouldBe(CrashPoints.Instants.OfUndo);

        Node.ShouldBeClean();
        Node.RemovePod(pod);
    });

    private PluginRequest FailingAdd(Pod pod)
    {
        Node.Script("broken", """[ "$CNI_COMMAND" != ADD ] || { echo '{"code":100,"msg":"no"}'; exit 1; }""");
        Node.Render("shop/broken", Network.List("broken", """{"type":"broken"}"""));
        return Machine.Call("ADD", pod) with { Networks = "macvlan-conf,bridge-conf,ptp-tuning,broken" };
    }
}
