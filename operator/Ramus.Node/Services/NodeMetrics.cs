using System.Diagnostics.Metrics;

namespace Ramus.Node.Services;

/// <summary>The agent's metrics; scraped from /metrics.</summary>
internal sealed class NodeMetrics : IDisposable
{
    internal const string MeterName = "Ramus.Node";

    private readonly Meter meter = new(MeterName);
    private readonly Counter<long> repairs;
    private readonly Counter<long> requests;
    private readonly Counter<long> reports;
    private readonly Counter<long> deviceLookups;
    private readonly Histogram<double> publishLatency;

    public NodeMetrics()
    {
        repairs = meter.CreateCounter<long>(
            "ramus_node_runtime_config_repairs",
            description: "Repairs of Ramus' CNI configuration after a change by another program.");
        requests = meter.CreateCounter<long>(
            "ramus_node_socket_requests", description: "Plugin requests to the agent, by ask and outcome.");
        reports = meter.CreateCounter<long>(
            "ramus_node_status_reports", description: "Status reports of the plugin, by outcome.");
        deviceLookups = meter.CreateCounter<long>(
            "ramus_node_device_lookups",
            description: "Lookups of a pod's devices, by source; missing: the pod has no device of a resource.");
        publishLatency = meter.CreateHistogram<double>(
            "ramus_node_publish_latency", "s", "Time from writing a status report to publishing it.");
    }

    public void Repaired() => repairs.Add(1);

    public void Answered(string ask, string outcome) =>
        requests.Add(1, Tag("ask", ask), Tag("outcome", outcome));

    public void LookedUpDevices(string source, bool isComplete) =>
        deviceLookups.Add(1, Tag("source", source), Tag("outcome", isComplete ? "found" : "missing"));

    public void Published(TimeSpan latency)
    {
        reports.Add(1, Tag("outcome", "published"));
        publishLatency.Record(latency.TotalSeconds);
    }

    public void Dropped() => reports.Add(1, Tag("outcome", "dropped"));

    /// <summary>A gauge whose value is read at each scrape.</summary>
    public void Observe(string name, string description, Func<int> value) =>
        meter.CreateObservableGauge(name, value, description: description);

    /// <summary>A gauge with labels whose values are read at each scrape.</summary>
    public void Observe(string name, string description, Func<IEnumerable<Measurement<int>>> values) =>
        meter.CreateObservableGauge(name, values, description: description);

    public void Dispose() => meter.Dispose();

    private static KeyValuePair<string, object?> Tag(string key, string value) => new(key, value);
}
