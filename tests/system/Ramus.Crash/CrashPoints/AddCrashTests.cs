using Ramus.Crash.Node;
using Ramus.Crash.Tracing;

namespace Ramus.Crash.CrashPoints;

[Trait("Needs", "Root")]
public sealed class AddCrashTests(SharedMachine shared) : CrashTests(shared), IClassFixture<SharedMachine>
{
    public static TheoryData<string, Recovery> Instants => Rows(CrashPoints.Instants.OfAdd);

    [Theory]
    [MemberData(nameof(Instants))]
    public void ADD_is_killed(string instant, Recovery recovery) => OnNode(() =>
    {
        Node.ForgetState();
        var pod = Node.AddPod();

        KillAndRecover(Add(pod), pod, instant, recovery, CrashPoints.Instants.AddOrder);
    });

    [Fact]
    public void No_step_of_ADD_is_without_a_crash_point() => OnNode(() =>
    {
        Node.ForgetState();
        var pod = Node.AddPod();

        TracedRun.Of(Node, Add(pod), null, CrashPoints.Instants.AddOrder).Labels.ShouldBe(CrashPoints.Instants.OfAdd);

        Node.Delete(pod).ShouldSucceed();
        Node.ShouldBeClean();
        Node.RemovePod(pod);
    });

    private static PluginRequest Add(Pod pod) => Machine.Call("ADD", pod) with { Networks = Machine.ThreeNetworks };
}
