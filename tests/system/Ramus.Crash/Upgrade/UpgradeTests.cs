using Ramus.Contract.NodeDisk;
using Ramus.Crash.Node;

namespace Ramus.Crash.Upgrade;

/// <summary>
/// A node is upgraded or downgraded while pods run: each version checks, detaches and collects the other version's
/// attachments, and can read its reports.
/// </summary>
[Trait("Needs", "Root")]
public sealed class UpgradeTests : IDisposable
{
    private readonly Machine node = new();

    public static TheoryData<bool> Directions => [true, false];

    public void Dispose() => node.Dispose();

    [Theory]
    [MemberData(nameof(Directions))]
    public void A_pod_of_the_other_version_is_checked_and_deleted(bool isUpgrade)
    {
        var pod = AddByTheOther(isUpgrade);

        node.Call(Machine.Call("CHECK", pod)).ShouldSucceed();
        node.Delete(pod).ShouldSucceed();

        ShouldBeGone();
    }

    [Theory]
    [MemberData(nameof(Directions))]
    public void A_pod_whose_sandbox_ended_is_deleted_from_the_record_of_the_other_version(bool isUpgrade)
    {
        var pod = AddByTheOther(isUpgrade);
        pod.Stop();

        node.Delete(pod).ShouldSucceed();

        ShouldBeGone();
    }

    [Theory]
    [MemberData(nameof(Directions))]
    public void GC_keeps_the_living_pods_of_the_other_version_and_frees_the_dead(bool isUpgrade)
    {
        var living = AddByTheOther(isUpgrade);
        Use(isNew: !isUpgrade);
        var dead = node.AddPod();
        node.Add(dead).ShouldSucceed();
        dead.Stop();
        Use(isNew: isUpgrade);

        node.CollectGarbage(living.ContainerId).ShouldSucceed();

        living.Interfaces.Count.ShouldBe(4);
        node.Leases.Count.ShouldBe(4);
        node.Delete(living).ShouldSucceed();
        ShouldBeGone();
    }

    [Theory]
    [MemberData(nameof(Directions))]
    public void A_repeated_ADD_clears_what_the_other_version_made(bool isUpgrade)
    {
        var pod = AddByTheOther(isUpgrade);

        node.Add(pod).ShouldSucceed();

        pod.Interfaces.Count.ShouldBe(4);
        node.Leases.Count.ShouldBe(4);
        node.Delete(pod).ShouldSucceed();
        ShouldBeGone();
    }

    [Fact]
    public void The_report_of_0_1_0_is_read()
    {
        var pod = AddByTheOther(isUpgrade: true);

        var report = StatusReport.Parse(File.ReadAllBytes($"{node.State}/spool/{pod.ContainerId}.json"));

        report.Pod.Name.ShouldBe("web");
        report.Attachments.Select(attachment => attachment.Interface).ShouldBe(["eth0", "net1", "net2", "net3"]);
    }

    // The version that attaches the pod is the one that is replaced afterwards.
    private Pod AddByTheOther(bool isUpgrade)
    {
        Use(isNew: !isUpgrade);
        var pod = node.AddPod();
        node.Add(pod).ShouldSucceed();
        Use(isNew: isUpgrade);
        return pod;
    }

    private void Use(bool isNew) => node.Binary = isNew ? Plugins.Ramus : Plugins.Released;

    private void ShouldBeGone()
    {
        // The node agent would remove the reports; none runs here.
        Directory.Delete($"{node.State}/spool", recursive: true);
        node.ShouldBeClean();
    }
}
