using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Ramus.Kubernetes.Health;

/// <summary>All series of one instrument.</summary>
internal sealed class MetricFamily
{
    // A label that takes any value (a bug) must not eat the memory.
    private const int SeriesLimit = 2000;

    private static readonly double[] DefaultBuckets =
        [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Series> _series = new(StringComparer.Ordinal);
    private readonly string _help;
    private readonly string _type;
    private readonly bool _isObservable;
    private readonly bool _isSum;
    private readonly double[]? _buckets;

    private MetricFamily(Instrument instrument, string type, bool isSum, double[]? buckets)
    {
        _type = type;
        _isSum = isSum;
        _buckets = buckets;
        _isObservable = instrument.IsObservable;
        _help = (instrument.Description ?? instrument.Name)
            .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        Name = PrometheusName.Of(instrument.Name, instrument.Unit, isCounter: type == "counter");
    }

    internal string Name { get; }

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
        if (_isObservable)
        {
            lock (_gate)
            {
                _series.Clear();
            }
        }
    }

    internal void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = PrometheusName.Labels(tags);
        lock (_gate)
        {
            if (!_series.TryGetValue(labels, out var series))
            {
                if (_series.Count >= SeriesLimit)
                {
                    return;
                }

                series = new Series(_buckets);
                _series[labels] = series;
            }

            series.Record(value, add: _isSum && !_isObservable, _buckets);
        }
    }

    internal void WriteTo(StringBuilder text)
    {
        lock (_gate)
        {
            if (_series.Count == 0)
            {
                return;
            }

            text.Append("# HELP ").Append(Name).Append(' ').Append(_help).Append('\n');
            text.Append("# TYPE ").Append(Name).Append(' ').Append(_type).Append('\n');
            foreach (var (labels, series) in _series.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                WriteSeries(text, labels, series);
            }
        }
    }

    private void WriteSeries(StringBuilder text, string labels, Series series)
    {
        if (_buckets is null)
        {
            Line(text, Name, labels, series.Value);
            return;
        }

        var separator = labels.Length == 0 ? "" : ",";
        var below = 0L;
        for (var i = 0; i < _buckets.Length; i++)
        {
            below += series.Counts![i];
            Line(text, $"{Name}_bucket", $"{labels}{separator}le=\"{Number(_buckets[i])}\"", below);
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
