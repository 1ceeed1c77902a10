using System.Diagnostics;
using System.Globalization;

namespace Ramus.Plugin.Tests.RealNode;

/// <summary>The plugin or a delegate is killed during an operation; the following DEL leaves nothing behind.</summary>
[Trait("Needs", "Root")]
public sealed class KillTests : IDisposable
{
    private readonly TestNode node = new();

    public KillTests()
    {
        // Runs bridge, and blocks before or after it when the test says so.
        node.Script("gate", $$"""
            point() {
              [ "$CNI_COMMAND $1" = "$(cat {{node["gate.at"]}} 2>/dev/null)" ] || return 0
              echo $$ >{{node["gate.new"]}} && mv {{node["gate.new"]}} {{node["gate.reached"]}}
              while [ -e {{node["gate.reached"]}} ]; do sleep 0.01; done
            }
            input=$(cat)
            point before
            printf %s "$input" | {{node.RealPlugins}}/bridge
            status=$?
            point after
            exit $status
            """);
        node.Render("shop/one", TestNode.Network("one", node.Macvlan("10.1.1.0/24")))
            .Render(
                "shop/gated", TestNode.Network(
                    "gated", node.Bridge("br-two", "10.2.2.0/24")
                        .Replace("\"bridge\",", "\"gate\",", StringComparison.Ordinal)))
            .Render("shop/three", TestNode.Network("three", node.Macvlan("10.3.3.0/24")));
    }

    public void Dispose()
    {
        Open();
        node.Dispose();
    }

    [Theory]
    [InlineData("ADD before")]
    [InlineData("ADD after")]
    public void The_plugin_is_killed_and_DEL_waits_for_the_delegate_that_goes_on(string point)
    {
        var pod = node.AddPod();
        using var killed = KillAt(point, pod);

        // The delegate still has to create an interface and a lease.
        using var deletion = node.Start("DEL", pod);
        deletion.WaitForExit(300).ShouldBeFalse();
        Open();
        var (status, output, _) = Command.Finish(deletion);

        status.ShouldBe(0, output);
        Lives(killed.Delegate).ShouldBeFalse();
        node.ShouldBeClean();
    }

    [Theory]
    [InlineData("DEL before")]
    [InlineData("DEL after")]
    public void The_plugin_is_killed_during_DEL_and_the_next_DEL_does_the_rest(string point)
    {
        var pod = node.AddPod();
        using var killed = KillAt(point, pod);

        node.Delete(pod).ShouldSucceed();

        node.ShouldBeClean();
        Open();
        Eventually.Holds(() => !Lives(killed.Delegate), "the delegate has ended");
        node.ShouldBeClean();
        node.Delete(pod).ShouldSucceed();
    }

    [Theory]
    [InlineData("ADD before")]
    [InlineData("ADD after")]
    public void The_plugin_is_killed_and_the_sandbox_is_gone(string point)
    {
        var pod = node.AddPod();
        using var killed = KillAt(point, pod);
        Open();
        Eventually.Holds(() => !Lives(killed.Delegate), "the delegate has ended");
        pod.Stop();

        node.Delete(pod).ShouldSucceed();

        node.ShouldBeClean();
    }

    [Theory]
    [InlineData("ADD before")]
    [InlineData("ADD after")]
    public void A_delegate_is_killed_and_everything_is_undone_at_once(string point)
    {
        var pod = node.AddPod();
        node.Write("gate.at", point);
        using var process = node.Start("ADD", pod, "one,gated,three");
        Kill(WaitForDelegate());
        File.Delete(node["gate.at"]);

        var (status, output, errorOutput) = Command.Finish(process);

        new PluginAnswer(status, output, errorOutput)
            .ShouldFail(999)
                .ShouldBe("network 'shop/gated', interface 'net2': plugin 'gate' failed (ADD): was killed by signal 9");
        node.ShouldBeClean();
    }

    [Fact]
    public void A_delegate_is_killed_during_DEL_and_the_next_DEL_does_the_rest()
    {
        var pod = node.AddPod();
        node.Add(pod, "one,gated,three").ShouldSucceed();
        node.Write("gate.at", "DEL before");
        using var process = node.Start("DEL", pod);
        Kill(WaitForDelegate());
        File.Delete(node["gate.at"]);
        Command.Finish(process).Status.ShouldBe(1);
        pod.Interfaces.ShouldBe(["net2"]);

        node.Delete(pod).ShouldSucceed();

        node.ShouldBeClean();
    }

    [Fact]
    public void Kills_at_any_time_leave_nothing_after_DEL()
    {
        // The kills are spread over the duration of an ADD: before the record, between delegates, after the last.
        var began = Stopwatch.GetTimestamp();
        var whole = node.AddPod("whole");
        node.Add(whole, "one,gated,three").ShouldSucceed();
        var time = Stopwatch.GetElapsedTime(began);
        node.Delete(whole).ShouldSucceed();

        for (var part = 0; part < 12; part++)
        {
            var pod = node.AddPod($"part{part}");
            using var process = node.Start("ADD", pod, "one,gated,three");
            if (!process.WaitForExit(time * part / 12))
            {
                // The process may have ended by itself; then there is nothing to kill.
                process.Kill();
                process.WaitForExit();
            }

            node.Delete(pod).ShouldSucceed();
            node.ShouldBeClean();
        }
    }

    private static void Kill(int pid) => Native.kill(pid, Native.SIGKILL).ShouldBe(0);

    private static bool Lives(int pid) => Directory.Exists($"/proc/{pid}")
        && !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);

    private void Open() => File.Delete(node["gate.reached"]);

    private int WaitForDelegate()
    {
        Eventually.Holds(() => File.Exists(node["gate.reached"]), "the delegate has reached its gate");
        return int.Parse(File.ReadAllText(node["gate.reached"]), CultureInfo.InvariantCulture);
    }

    private Killed KillAt(string point, PodSandbox pod)
    {
        var command = point.Split(' ')[0];
        if (command == "DEL")
        {
            node.Add(pod, "one,gated,three").ShouldSucceed();
        }

        node.Write("gate.at", point);
        var process = node.Start(command, pod, "one,gated,three");
        var found = WaitForDelegate();
        Kill(process.Id);
        process.WaitForExit();
        File.Delete(node["gate.at"]);
        return new Killed(process, found);
    }

    private sealed record Killed(Process Process, int Delegate) : IDisposable
    {
        public void Dispose() => Process.Dispose();
    }
}
