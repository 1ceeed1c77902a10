using System.Diagnostics.Metrics;
using Ramus.Kubernetes.Health;

namespace Ramus.Kubernetes.Tests.Health;

public sealed class PrometheusExporterTests : IDisposable
{
    private readonly string name = $"Ramus.Test.{Guid.NewGuid():N}";
    private readonly Meter meter;
    private readonly PrometheusExporter exporter;

    public PrometheusExporterTests()
    {
        meter = new Meter(name);
        exporter = new PrometheusExporter(name);
    }

    public void Dispose()
    {
        exporter.Dispose();
        meter.Dispose();
    }

    [Fact]
    public void A_meter_that_ends_during_a_scrape_does_not_fail_it()
    {
        int EndAndAnswer()
        {
            meter.Dispose();
            return 1;
        }

        meter.CreateObservableGauge("first", EndAndAnswer);
        meter.CreateObservableGauge("second", EndAndAnswer);

        exporter.Collect().ShouldContain("process_resident_memory_bytes");
        exporter.Collect().ShouldContain("process_resident_memory_bytes");
    }

    [Fact]
    public void Counters_add_up_per_label_set()
    {
        var counter = meter.CreateCounter<long>("ramus.attach.count", description: "Attachments.");
        counter.Add(1, new KeyValuePair<string, object?>("outcome", "ok"));
        counter.Add(2, new KeyValuePair<string, object?>("outcome", "ok"));
        counter.Add(1, new KeyValuePair<string, object?>("outcome", "a \"b\"\n\\"));

        Ours().ShouldBe("""
            # HELP ramus_attach_count_total Attachments.
            # TYPE ramus_attach_count_total counter
            ramus_attach_count_total{outcome="a \"b\"\n\\"} 1
            ramus_attach_count_total{outcome="ok"} 3

            """);
    }

    [Fact]
    public void A_histogram_has_cumulative_buckets_sum_and_count()
    {
        var histogram = meter.CreateHistogram<double>(
            "wait", "s", "Wait.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2] });
        histogram.Record(0.5);
        histogram.Record(1.5);
        histogram.Record(9);

        Ours().ShouldBe("""
            # HELP wait_seconds Wait.
            # TYPE wait_seconds histogram
            wait_seconds_bucket{le="1"} 1
            wait_seconds_bucket{le="2"} 2
            wait_seconds_bucket{le="+Inf"} 3
            wait_seconds_sum 11
            wait_seconds_count 3

            """);
    }

    [Fact]
    public void Observed_gauges_show_the_present_only()
    {
        var values = new List<Measurement<int>> { new(1, new KeyValuePair<string, object?>("n", "a")) };
        meter.CreateObservableGauge("size", () => values, "By");
        Ours().ShouldContain("size_bytes{n=\"a\"} 1\n");

        values[0] = new Measurement<int>(2, new KeyValuePair<string, object?>("n", "b"));

        Ours().ShouldContain("size_bytes{n=\"b\"} 2\n");
        Ours().ShouldNotContain("\"a\"");
    }

    [Fact]
    public void The_process_is_measured_and_foreign_meters_are_not()
    {
        using var foreign = new Meter("Other");
        foreign.CreateCounter<int>("foreign").Add(1);

        var text = exporter.Collect();

        text.ShouldNotContain("foreign");
        text.ShouldContain("\nprocess_resident_memory_bytes ");
        text.ShouldContain("\nprocess_start_time_seconds 1");
    }

    private string Ours()
    {
        var text = exporter.Collect();
        return text[..text.IndexOf("# HELP process_cpu", StringComparison.Ordinal)];
    }
}
