using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace Ramus.Kubernetes.Health;

/// <summary>
/// Listens to the meters whose names start with one of the given prefixes and writes them in Prometheus' text format
/// (0.0.4). "ramus.attach.duration" in "s" becomes ramus_attach_duration_seconds; counters end in _total.
/// </summary>
public sealed class PrometheusExporter : IDisposable
{
    /// <summary>The Content-Type of /metrics.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly ConcurrentDictionary<Instrument, MetricFamily> families = new();
    private readonly List<MetricFamily> others = [];
    private readonly MeterListener listener = new();
    private readonly string[] prefixes;

    /// <param name="meterPrefixes">Prefixes of the meters to export; "Ramus" by default.</param>
    public PrometheusExporter(params string[] meterPrefixes)
    {
        prefixes = meterPrefixes.Length == 0 ? ["Ramus"] : meterPrefixes;
        listener.InstrumentPublished = OnPublished;
        listener.SetMeasurementEventCallback<byte>(static (_, value, tags, family) => Record(family, value, tags));
        listener.SetMeasurementEventCallback<short>(static (_, value, tags, family) => Record(family, value, tags));
        listener.SetMeasurementEventCallback<int>(static (_, value, tags, family) => Record(family, value, tags));
        listener.SetMeasurementEventCallback<long>(static (_, value, tags, family) => Record(family, value, tags));
        listener.SetMeasurementEventCallback<float>(static (_, value, tags, family) => Record(family, value, tags));
        listener.SetMeasurementEventCallback<double>(static (_, value, tags, family) => Record(family, value, tags));
        listener.SetMeasurementEventCallback<decimal>(
            static (_, value, tags, family) => Record(family, (double)value, tags));
        listener.Start();
    }

    /// <summary>Exports these families, too; they belong to no instrument. Call it before the first scrape.</summary>
    public void Add(IEnumerable<MetricFamily> families) => others.AddRange(families);

    /// <summary>The values of all instruments, and the process metrics, as text.</summary>
    public string Collect()
    {
        foreach (var family in families.Values)
        {
            family.BeginCollection();
        }

        listener.RecordObservableInstruments();
        var text = new StringBuilder(4096);
        foreach (var family in families.Values.Concat(others).OrderBy(family => family.Name, StringComparer.Ordinal))
        {
            family.WriteTo(text);
        }

        ProcessMetrics.WriteTo(text);
        return text.ToString();
    }

    public void Dispose() => listener.Dispose();

    private void OnPublished(Instrument instrument, MeterListener listener)
    {
        if (prefixes.Any(prefix => instrument.Meter.Name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            listener.EnableMeasurementEvents(instrument, families.GetOrAdd(instrument, MetricFamily.Of));
        }
    }

    // A meter that was disposed during the scrape has no family any more, but its callback still answers.
    private static void Record(object? family, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        (family as MetricFamily)?.Record(value, tags);
}
