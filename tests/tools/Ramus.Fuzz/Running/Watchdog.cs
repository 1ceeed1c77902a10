using System.Diagnostics;

namespace Ramus.Fuzz.Running;

/// <summary>
/// Ends the process when one execution hangs: a second of processor time is too long, and so are ten seconds of sleep.
/// Time alone says nothing on a busy machine.
/// </summary>
internal sealed class Watchdog
{
    private static readonly TimeSpan LongestWork = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Action<string> onHang;
    private long execution;

    /// <summary>Begins to watch.</summary>
    /// <param name="onHang">Told the reason; the process is ended on return.</param>
    public Watchdog(Action<string> onHang)
    {
        this.onHang = onHang;
        new Thread(Watch) { IsBackground = true, Name = "watchdog" }.Start();
    }

    /// <summary>An execution begins, or ends.</summary>
    public void Step() => Volatile.Write(ref execution, execution + 1);

    private void Watch()
    {
        var (known, since, work) = (0L, Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        while (true)
        {
            Thread.Sleep(Pause);
            var current = Volatile.Read(ref execution);
            if (current != known)
            {
                (known, since, work) = (current, Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
                continue;
            }

            var waited = Stopwatch.GetElapsedTime(since);
            var worked = Environment.CpuUsage.TotalTime - work;
            // Odd: between two executions the fuzzer itself is at work.
            if (current % 2 == 1 && waited > LongestWork && (worked > LongestWork || waited > LongestWait))
            {
                onHang($"hang: {worked.TotalSeconds:F1} s of work in {waited.TotalSeconds:F1} s");
                Process.GetCurrentProcess().Kill();
            }
        }
    }
}
