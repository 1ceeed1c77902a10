using Ramus.Crash.Node;
using Ramus.Crash.Tracing;

namespace Ramus.Crash.CrashPoints;

[Trait("Needs", "Root")]
public sealed class DeleteCrashTests(SharedMachine shared) : CrashTests(shared), IClassFixture<SharedMachine>
{
    public static TheoryData<string, Recovery> Instants => Rows(CrashPoints.Instants.OfDelete);

    [Theory]
    [MemberData(nameof(Instants))]
    public void DEL_is_killed(string instant, Recovery recovery) => OnNode(() =>
    {
        var pod = Node.AddPod();
        Node.Add(pod).ShouldSucceed();

        KillAndRecover(Machine.Call("DEL", pod), pod, instant, recovery, CrashPoints.Instants.DeleteOrder);
    });

    [Fact]
    public void No_step_of_DEL_is_without_a_crash_point() => OnNode(() =>
    {
        var pod = Node.AddPod();
        Node.Add(pod).ShouldSucceed();

        TracedRun.Of(Node, Machine.Call("DEL", pod), null, CrashPoints.Instants.DeleteOrder).Labels
            .ShouldBe(CrashPoints.Instants.OfDelete);

        Node.ShouldBeClean();
        Node.RemovePod(pod);
    });
}
