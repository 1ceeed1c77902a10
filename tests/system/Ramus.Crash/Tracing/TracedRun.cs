using Ramus.Crash.Node;

namespace Ramus.Crash.Tracing;

/// <summary>
/// Runs the plugin under ptrace and kills it with SIGKILL at one labelled instant. Its delegates are not traced and
/// keep running.
/// </summary>
internal sealed class TracedRun
{
    // The shell's child waits for its input, so the tracer is attached before the first relevant system call.
    private const string Launcher = """exec 3<&0; "$@" <&3 3<&- & echo $! >&2; wait $!""";

    private readonly List<string> labels = [];
    private readonly string? target;
    private Exception? failure;

    private TracedRun(string? target) => this.target = target;

    /// <summary>The passed instants, including the last one.</summary>
    public IReadOnlyList<string> Labels => labels;

    public bool Killed { get; private set; }

    /// <summary>Runs to the instant <paramref name="target"/>, or to the end if it is null or not reached.</summary>
    public static TracedRun Of(Machine node, PluginRequest request, string? target, params string[] delegates)
    {
        var run = new TracedRun(target);
        using var shell = Command.Start("sh", ["-c", Launcher, "sh", .. node.Invocation], node.Variables(request));
        var pid = int.Parse(shell.StandardError.ReadLine()!, System.Globalization.CultureInfo.InvariantCulture);
        var narrator = new Narrator(pid, node.State, request.ContainerId, delegates);
        using var attached = new ManualResetEventSlim();

        // Only the thread that attached may use ptrace.
        var tracer = new Thread(() => run.Trace(pid, narrator, attached));
        tracer.Start();
        attached.Wait();
        shell.StandardInput.Write(node.Configuration(request));
        shell.StandardInput.Close();
        Command.Finish(shell);
        tracer.Join();
        return run.failure is null ? run : throw run.failure;
    }

    private void Trace(int pid, Narrator narrator, ManualResetEventSlim attached)
    {
        try
        {
            Ptrace.Attach(pid);
            attached.Set();
            while (Ptrace.Wait(pid) is var status && (status & 0xFF) == 0x7F)
            {
                Ptrace.Continue(pid, Handle(pid, status, narrator));
            }
        }
        catch (Exception caught)
        {
            // An exception must not leave the thread; Of rethrows it.
            failure = caught;
            _ = Ptrace.kill(pid, Ptrace.SIGKILL);
        }
        finally
        {
            attached.Set();
        }
    }

    /// <summary>Returns the signal to deliver to the process.</summary>
    private int Handle(int pid, int status, Narrator narrator)
    {
        var signal = (status >> 8) & 0xFF;
        if (signal != (Ptrace.SIGTRAP | 0x80))
        {
            return status >> 16 == 0 ? signal : 0;
        }

        var call = Ptrace.Look(pid);
        var label = call.Op == Ptrace.Entry ? narrator.Enter(call) : narrator.Leave(call);
        if (label is null || Killed)
        {
            return 0;
        }

        labels.Add(label);
        if (label == target)
        {
            // A kill at the entry of a call prevents the call; a kill at its exit prevents everything after it.
            Killed = true;
            _ = Ptrace.kill(pid, Ptrace.SIGKILL);
        }

        return 0;
    }
}
