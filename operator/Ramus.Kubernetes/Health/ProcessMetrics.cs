using System.Globalization;
using System.Text;

namespace Ramus.Kubernetes.Health;

/// <summary>The process_* metrics of Prometheus' own clients, and metrics of the garbage collector.</summary>
internal static class ProcessMetrics
{
    private static readonly DateTimeOffset Started = StartTime();

    internal static void WriteTo(StringBuilder text)
    {
        Append(text, "process_cpu_seconds_total", "counter", "Processor time used.",
            Environment.CpuUsage.TotalTime.TotalSeconds);
        Append(text, "process_resident_memory_bytes", "gauge", "Resident memory.", Environment.WorkingSet);
        Append(text, "process_start_time_seconds", "gauge", "Start of the process since the epoch.",
            Started.ToUnixTimeMilliseconds() / 1000.0);
        Append(text, "dotnet_gc_heap_bytes", "gauge", "Heap after the last collection.",
            GC.GetGCMemoryInfo(GCKind.Any).HeapSizeBytes);
        Append(text, "dotnet_gc_pause_seconds_total", "counter", "Time the program was paused for garbage collection.",
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
