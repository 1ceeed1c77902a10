using System.Diagnostics;

namespace Ramus.Fuzz.Running;

/// <summary>
/// Ends the process when an execution hangs: after one second of processor time, or two minutes of sleep. Elapsed time
/// alone is meaningless on a busy machine, where a process of low priority can wait for the processor for many seconds.
/// </summary>
internal sealed class Watchdog
{
    private static readonly TimeSpan LongestWork = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Action<string> onHang;
    private long execution;

    /// <summary>Starts watching.</summary>
    /// <param name="onHang">Called with the reason; the process ends when it returns.</param>
    public Watchdog(Action<string> onHang)
    {
        this.onHang = onHang;
        new Thread(Watch) { IsBackground = true, Name = "watchdog" }.Start();
    }

    /// <summary>Marks the start or the end of an execution.</summary>
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
            // Even numbers: between two executions, the fuzzer itself works.
            if (current % 2 == 1 && waited > LongestWork && (worked > LongestWork || waited > LongestWait))
            {
                onHang($"hang: {worked.TotalSeconds:F1} s of work in {waited.TotalSeconds:F1} s");
                Process.GetCurrentProcess().Kill();
            }
        }
    }
}
