using System.Globalization;
using System.Text;

namespace Ramus.Kubernetes.Health;

/// <summary>The process_* metrics of Prometheus' own clients, and metrics of the garbage collector.</summary>
internal static class ProcessMetrics
{
    private static readonly DateTimeOffset Started = StartTime();

    internal static void WriteTo(StringBuilder text)
    {
        Append(text, "process_cpu_seconds_total", "counter", "CPU time that the program has used, in seconds.",
            Environment.CpuUsage.TotalTime.TotalSeconds);
        Append(text, "process_resident_memory_bytes", "gauge", "Resident memory of the program, in bytes.",
            Environment.WorkingSet);
        Append(text, "process_start_time_seconds", "gauge",
            "Start time of the program, in seconds since the Unix epoch.", Started.ToUnixTimeMilliseconds() / 1000.0);
        Append(text, "dotnet_gc_heap_bytes", "gauge", "Size of the heap after the last garbage collection, in bytes.",
            GC.GetGCMemoryInfo(GCKind.Any).HeapSizeBytes);
        Append(text, "dotnet_gc_pause_seconds_total", "counter",
            "Time during which garbage collection paused the program, in seconds.",
            GC.GetTotalPauseDuration().TotalSeconds);
    }

    private static DateTimeOffset StartTime()
    {
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        return new DateTimeOffset(self.StartTime);
    }

    private static void Append(StringBuilder text, string name, string type, string help, double value) =>
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append('\n')
            .Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n')
            .Append(name).Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
}
