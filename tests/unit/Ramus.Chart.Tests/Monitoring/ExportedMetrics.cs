using System.Text.RegularExpressions;

namespace Ramus.Chart.Tests.Monitoring;

/// <summary>The metrics of our programs under the names that Prometheus sees, found in their sources.</summary>
internal static partial class ExportedMetrics
{
    /// <summary>Of the process itself, in all three programs.</summary>
    public static readonly string[] OfEveryProcess =
    [
        "process_cpu_seconds_total", "process_resident_memory_bytes", "process_start_time_seconds",
        "dotnet_gc_heap_bytes", "dotnet_gc_pause_seconds_total",
    ];

    public static IReadOnlyList<ExportedMetric> All() =>
        [.. new[] { "operator", "webhook" }
            .SelectMany(
                folder => Directory.EnumerateFiles(Repository.Path(folder), "*.cs", SearchOption.AllDirectories))
            .SelectMany(file => Instrument().Matches(File.ReadAllText(file)))
            .Select(Of).OrderBy(metric => metric.Name, StringComparer.Ordinal)];

    private static ExportedMetric Of(Match match)
    {
        var kind = match.Groups["kind"].Value;
        var name = match.Groups["name"].Value.Replace('.', '_');
        name += match.Groups["rest"].Value.Contains("\"s\"", StringComparison.Ordinal) ? "_seconds" : "";
        return kind.Contains("Counter", StringComparison.Ordinal) ? new(name + "_total", "counter")
            : new(name, kind.Contains("Histogram", StringComparison.Ordinal) ? "histogram" : "gauge");
    }

    [GeneratedRegex(
        """(?<kind>Create\w+|\.Observe)(<\w+>)?\(\s*"(?<name>ramus[._][\w.]+)"(?<rest>[^;]{0,120})""")]
    private static partial Regex Instrument();
}
