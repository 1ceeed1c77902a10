using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Ramus.Kubernetes.Health;

/// <summary>
/// All series of one metric. Most belong to an instrument of System.Diagnostics.Metrics; those that forget series are
/// created without one, because an instrument keeps every series for ever.
/// </summary>
public sealed class MetricFamily
{
    // A bug that puts arbitrary values into a label must not use up the memory.
    private const int SeriesLimit = 2000;

    private static readonly double[] DefaultBuckets =
        [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private readonly Lock gate = new();
    private readonly Dictionary<string, Series> series = new(StringComparer.Ordinal);
    private readonly string help;
    private readonly string type;
    private readonly bool isObservable;
    private readonly bool isSum;
    private readonly double[]? buckets;

    private MetricFamily(Instrument instrument, string type, bool isSum, double[]? buckets)
        : this(instrument.Name, instrument.Unit, instrument.Description ?? instrument.Name, type, buckets)
    {
        this.isSum = isSum;
        isObservable = instrument.IsObservable;
    }

    private MetricFamily(string name, string? unit, string description, string type, double[]? buckets)
    {
        this.type = type;
        this.buckets = buckets;
        isSum = true;
        help = description
            .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        Name = PrometheusName.Of(name, unit, isCounter: type == "counter");
    }

    internal string Name { get; }

    /// <summary>A counter whose series can be forgotten.</summary>
    public static MetricFamily CreateCounter(string name, string description) =>
        new(name, null, description, "counter", null);

    /// <summary>A histogram whose series can be forgotten; the unit is "s" for seconds.</summary>
    public static MetricFamily CreateHistogram(string name, string unit, string description) =>
        new(name, unit, description, "histogram", DefaultBuckets);

    /// <summary>Removes all series whose first label is this one.</summary>
    public void Forget(KeyValuePair<string, object?> first)
    {
        var label = PrometheusName.Labels([first]);
        lock (gate)
        {
            foreach (var labels in series.Keys.ToList())
            {
                if (labels.StartsWith(label, StringComparison.Ordinal))
                {
                    series.Remove(labels);
                }
            }
        }
    }

    internal static MetricFamily Of(Instrument instrument)
    {
        var kind = instrument.GetType();
        var generic = kind.IsGenericType ? kind.GetGenericTypeDefinition() : null;
        if (generic == typeof(Histogram<>))
        {
            return new MetricFamily(instrument, "histogram", isSum: true, BucketsOf(instrument));
        }

        if (generic == typeof(Counter<>) || generic == typeof(ObservableCounter<>))
        {
            return new MetricFamily(instrument, "counter", isSum: true, null);
        }

        return new MetricFamily(instrument, "gauge", isSum: generic == typeof(UpDownCounter<>), null);
    }

    internal void BeginCollection()
    {
        if (isObservable)
        {
            lock (gate)
            {
                series.Clear();
            }
        }
    }

    /// <summary>Adds a value to the series with these labels; a gauge is set to it.</summary>
    public void Record(double value, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = PrometheusName.Labels(tags);
        lock (gate)
        {
            if (!this.series.TryGetValue(labels, out var series))
            {
                if (this.series.Count >= SeriesLimit)
                {
                    return;
                }

                series = new Series(buckets);
                this.series[labels] = series;
            }

            series.Record(value, add: isSum && !isObservable, buckets);
        }
    }

    internal void WriteTo(StringBuilder text)
    {
        lock (gate)
        {
            if (this.series.Count == 0)
            {
                return;
            }

            text.Append("# HELP ").Append(Name).Append(' ').Append(help).Append('\n');
            text.Append("# TYPE ").Append(Name).Append(' ').Append(type).Append('\n');
            foreach (var (labels, series) in this.series.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                WriteSeries(text, labels, series);
            }
        }
    }

    private void WriteSeries(StringBuilder text, string labels, Series series)
    {
        if (buckets is null)
        {
            Line(text, Name, labels, series.Value);
            return;
        }

        var separator = labels.Length == 0 ? "" : ",";
        var below = 0L;
        for (var i = 0; i < buckets.Length; i++)
        {
            below += series.Counts![i];
            Line(text, $"{Name}_bucket", $"{labels}{separator}le=\"{Number(buckets[i])}\"", below);
        }

        Line(text, $"{Name}_bucket", $"{labels}{separator}le=\"+Inf\"", series.Count);
        Line(text, $"{Name}_sum", labels, series.Value);
        Line(text, $"{Name}_count", labels, series.Count);
    }

    private static void Line(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }

        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static double[] BucketsOf(Instrument instrument)
    {
        var advised = instrument switch
        {
            Histogram<double> histogram => histogram.Advice?.HistogramBucketBoundaries?.ToArray(),
            Histogram<long> histogram => histogram.Advice?.HistogramBucketBoundaries?.Select(b => (double)b).ToArray(),
            Histogram<int> histogram => histogram.Advice?.HistogramBucketBoundaries?.Select(b => (double)b).ToArray(),
            _ => null,
        };
        return advised is { Length: > 0 } ? advised : DefaultBuckets;
    }

    private sealed class Series(double[]? buckets)
    {
        internal double Value { get; private set; }

        internal long Count { get; private set; }

        internal long[]? Counts { get; } = buckets is null ? null : new long[buckets.Length];

        internal void Record(double value, bool add, double[]? buckets)
        {
            Value = add ? Value + value : value;
            Count++;
            for (var i = 0; buckets is not null && i < buckets.Length; i++)
            {
                if (value <= buckets[i])
                {
                    Counts![i]++;
                    return;
                }
            }
        }
    }
}
