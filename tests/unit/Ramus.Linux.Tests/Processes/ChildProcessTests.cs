using System.Diagnostics;
using System.Globalization;
using System.Text;
using Ramus.Linux.Processes;

namespace Ramus.Linux.Tests.Processes;

public sealed class ChildProcessTests : IDisposable
{
    private static readonly string[] Environment = ["PATH=/usr/bin:/bin", "GREETING=hello"];

    private readonly ScratchDirectory scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void Input_environment_output_and_status_pass_both_ways()
    {
        var result = Run("cat; echo \"$GREETING $#\"; echo aside >&2; exit 7", "input ");

        result.End.ShouldBe(ChildEnd.Exited);
        result.Status.ShouldBe(7);
        result.Succeeded.ShouldBeFalse();
        Text(result.Output).ShouldBe("input hello 0\n");
        Text(result.ErrorOutput).ShouldBe("aside\n");
    }

    [Fact]
    public void The_environment_is_exactly_what_was_given() =>
        Text(Run("cat /proc/$$/environ").Output).ShouldBe("PATH=/usr/bin:/bin\0GREETING=hello\0");

    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 255", 255)]
    public void A_child_may_say_nothing(string body, int status)
    {
        var result = Run(body);

        result.Status.ShouldBe(status);
        result.Output.IsEmpty.ShouldBeTrue();
        result.ErrorOutput.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void A_signal_is_told_from_a_status()
    {
        var result = Run("echo before; kill -9 $$");

        result.End.ShouldBe(ChildEnd.Signalled);
        result.Status.ShouldBe(9);
        Text(result.Output).ShouldBe("before\n");
    }

    [Fact]
    public void Input_that_is_not_read_is_no_failure()
    {
        // The input is larger than a pipe's buffer.
        var result = Run("echo done", new string('x', 1 << 20));

        result.Succeeded.ShouldBeTrue();
        Text(result.Output).ShouldBe("done\n");
    }

    [Fact]
    public void A_pipe_that_the_child_closes_does_not_end_it()
    {
        var result = Run("exec <&- ; sleep 0.1; echo still here", new string('x', 1 << 20));

        Text(result.Output).ShouldBe("still here\n");
    }

    [Fact]
    public void Much_input_and_output_at_once_do_not_block()
    {
        var text = string.Concat(Enumerable.Repeat("0123456789abcdef", 200_000));

        var result = Run("exec cat", text);

        Text(result.Output).ShouldBe(text);
    }

    [Fact]
    public void Output_closed_early_is_waited_for()
    {
        var began = Stopwatch.GetTimestamp();

        var result = Run("echo early; exec >&- 2>&-; sleep 0.3; exit 5");

        result.Status.ShouldBe(5);
        Text(result.Output).ShouldBe("early\n");
        Stopwatch.GetElapsedTime(began).TotalMilliseconds.ShouldBeGreaterThan(250);
    }

    [Fact]
    public void A_grandchild_that_keeps_the_pipes_open_holds_nobody_up()
    {
        var result = Run($"sleep 60 & echo $! >{scratch["pid"]}; echo done");

        try
        {
            result.Succeeded.ShouldBeTrue();
            Text(result.Output).ShouldBe("done\n");
            Lives(ReadPid()).ShouldBeTrue("a daemon that the plugin started may keep running when the plugin succeeds");
        }
        finally
        {
            Process.GetProcessById(ReadPid()).Kill();
        }
    }

    [Fact]
    public void At_the_deadline_the_whole_process_group_is_killed()
    {
        var began = Stopwatch.GetTimestamp();

        var result = Run($"sh -c 'echo $$ >{scratch["pid"]}; exec sleep 60' & echo partly; wait", milliseconds: 1500);

        result.End.ShouldBe(ChildEnd.DeadlineExceeded);
        result.Succeeded.ShouldBeFalse();
        Text(result.Output).ShouldBe("partly\n");
        Stopwatch.GetElapsedTime(began).TotalSeconds.ShouldBeLessThan(60);
        Eventually.Holds(() => !Lives(ReadPid()), "the grandchild is dead");
    }

    [Fact]
    public void A_child_that_ignores_signals_is_killed_all_the_same() =>
        Run("trap '' TERM INT HUP PIPE; while :; do sleep 1; done", milliseconds: 300).End
            .ShouldBe(ChildEnd.DeadlineExceeded);

    [Fact]
    public void Too_much_output_ends_the_child()
    {
        var result = Run("exec cat /dev/zero", outputBytes: 100_000);

        result.End.ShouldBe(ChildEnd.OutputExceeded);
        result.Output.Length.ShouldBe(100_000);
    }

    [Fact]
    public void Too_much_output_is_noticed_in_a_child_that_ends_at_once() =>
        Run("head -c 40000 /dev/zero", outputBytes: 30_000).End.ShouldBe(ChildEnd.OutputExceeded);

    [Fact]
    public void Endless_standard_error_is_cut_and_does_not_block()
    {
        var result = Run("head -c 1000000 /dev/zero >&2; echo done");

        result.Succeeded.ShouldBeTrue();
        result.ErrorOutput.Length.ShouldBe(64 << 10);
    }

    [Fact]
    public void SIGPIPE_has_its_usual_effect_on_children() =>
        Text(Run("sh -c 'kill -PIPE $$; echo survived'; echo $?").Output).ShouldBe("141\n");

    [Fact]
    public void A_child_leads_its_own_process_group() =>
        Text(Run("read -r pid name state parent group rest </proc/self/stat; [ $group = $$ ] && echo leader").Output)
            .ShouldBe("leader\n");

    [Fact]
    public void Children_do_not_inherit_each_others_pipes()
    {
        // A leaked writing end would prevent some `cat` from seeing the end of its input.
        var script = scratch.WriteScript("cat", "exec cat");
        Parallel.For(0, 40, number =>
        {
            var text = number.ToString(CultureInfo.InvariantCulture);

            var result = ChildProcess.Run(
                script, Environment, Encoding.UTF8.GetBytes(text), ChildLimits.In(TimeSpan.FromSeconds(10)));

            Text(result.Output).ShouldBe(text);
        });
    }

    [Fact]
    public void A_program_that_is_just_being_written_is_waited_for()
    {
        var script = scratch.WriteScript("busy", "echo ran");
        var writer = new FileStream(script, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        using var release = new Timer(_ => writer.Dispose(), null, 250, Timeout.Infinite);

        var result = ChildProcess.Run(script, Environment, [], ChildLimits.In(TimeSpan.FromSeconds(10)));

        writer.SafeFileHandle.IsClosed.ShouldBeTrue("the program must not run before the writer has closed the file");
        Text(result.Output).ShouldBe("ran\n");
    }

    [Fact]
    public void A_program_that_cannot_be_started_is_named()
    {
        var missing = Should.Throw<IOException>(
            () => ChildProcess.Run(scratch["missing"], Environment, [], ChildLimits.In(TimeSpan.FromSeconds(1))));
        var file = scratch.Write("text", "x");
        var text = Should.Throw<IOException>(
            () => ChildProcess.Run(file, Environment, [], ChildLimits.In(TimeSpan.FromSeconds(1))));

        missing.Message.ShouldBe($"cannot start {scratch["missing"]}: No such file or directory");
        text.Message.ShouldBe($"cannot start {scratch["text"]}: Permission denied");
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    // A killed process whose parent is dead may stay a zombie if process 1 does not wait for it.
    private static bool Lives(int pid)
    {
        try
        {
            return !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private int ReadPid() => int.Parse(File.ReadAllText(scratch["pid"]), CultureInfo.InvariantCulture);

    private ChildResult Run(string body, string input = "", int milliseconds = 10_000, int outputBytes = 4 << 20)
    {
        var script = scratch.WriteScript("child", body);
        var limits = ChildLimits.In(TimeSpan.FromMilliseconds(milliseconds)) with { OutputBytes = outputBytes };
        return ChildProcess.Run(script, Environment, Encoding.UTF8.GetBytes(input), limits);
    }
}
