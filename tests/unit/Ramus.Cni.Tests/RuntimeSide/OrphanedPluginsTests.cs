using System.Diagnostics;
using Ramus.Cni.RuntimeSide;

namespace Ramus.Cni.Tests.RuntimeSide;

/// <summary>Plugins that outlive the process that started them.</summary>
public sealed class OrphanedPluginsTests
{
    private readonly string container = $"pod-{Guid.NewGuid():N}";

    [Fact]
    public void Without_orphans_there_is_no_wait()
    {
        using var other = Start(container + "-other", "sleep 1000");
        var began = Stopwatch.GetTimestamp();

        OrphanedPlugins.Await(container, Patience.Limit);

        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(Patience.Limit);
        other.HasExited.ShouldBeFalse();
        other.Kill(entireProcessTree: true);
    }

    [Fact]
    public void They_are_waited_for()
    {
        using var orphan = Start(container, "sleep 0.4");

        OrphanedPlugins.Await(container, Patience.Limit);

        orphan.WaitForExit(Patience.Limit).ShouldBeTrue();
        orphan.ExitCode.ShouldBe(0);
    }

    [Fact]
    public void They_and_their_children_are_killed_when_patience_runs_out()
    {
        using var orphan = Start(container, "trap '' TERM; sleep 30; sleep 30");

        OrphanedPlugins.Await(container, TimeSpan.FromMilliseconds(200));

        orphan.WaitForExit(Patience.Limit).ShouldBeTrue();
        orphan.ExitCode.ShouldBe(128 + 9);
    }

    private static Process Start(string container, string body)
    {
        var start = new ProcessStartInfo("sh", ["-c", body]);
        start.Environment["RAMUS_DELEGATE_OF"] = container;
        return Process.Start(start)!;
    }
}
