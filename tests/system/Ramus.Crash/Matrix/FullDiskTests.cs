using Ramus.Crash.Node;

namespace Ramus.Crash.Matrix;

/// <summary>The disk with our state directory is full.</summary>
[Trait("Needs", "Root")]
public sealed class FullDiskTests : IDisposable
{
    private readonly Machine node = new();

    public FullDiskTests()
    {
        Directory.CreateDirectory(node.State);
        var (status, _, errorOutput) = Command.Try("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", node.State);
        Assert.SkipWhen(status != 0, $"a file system cannot be mounted here: {errorOutput}");
    }

    public void Dispose()
    {
        Command.Try("umount", node.State);
        node.Dispose();
    }

    [Fact]
    public void DEL_succeeds()
    {
        var pod = node.AddPod();
        node.Add(pod).ShouldSucceed();
        Fill();

        node.Delete(pod).ShouldSucceed();

        Empty();
        node.ShouldBeClean();
    }

    [Fact]
    public void ADD_fails_with_the_reason_and_takes_everything_back()
    {
        var pod = node.AddPod();
        node.Add(pod).ShouldSucceed();
        node.Delete(pod).ShouldSucceed();
        Fill();

        node.Add(pod).ShouldFail(5).ShouldContain("No space left on device");

        Empty();
        node.Delete(pod).ShouldSucceed();
        node.ShouldBeClean();
    }

    private void Fill() => Command.Try("dd", "if=/dev/zero", $"of={node.State}/ballast", "bs=1k").Status.ShouldBe(1);

    private void Empty() => File.Delete($"{node.State}/ballast");
}
