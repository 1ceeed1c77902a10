using System.Diagnostics.Metrics;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Files;
using Ramus.Node.Services;

namespace Ramus.Node.Figures;

/// <summary>
/// The network of each interface of this node's pods, from the plugin's records. A query joins them with the kubelet's
/// metrics of interfaces (container_network_…), which do not name networks.
/// </summary>
internal sealed class PodInterfaces(string directory)
{
    // A larger record is of a pod with many large configurations; reading it would cost much of the agent's memory.
    private const int MostBytes = 512 << 10;
    private const int MostRows = 1500;

    private readonly Lock gate = new();
    private Dictionary<string, Known> known = new(StringComparer.Ordinal);

    /// <summary>Creates the metric.</summary>
    public void ExportTo(NodeMetrics metrics) => metrics.Observe(
        "ramus_pod_network_info", "1 for each interface of this node's pods, with its network.", Measure);

    /// <summary>One measurement per interface.</summary>
    internal IEnumerable<Measurement<int>> Measure()
    {
        lock (gate)
        {
            Look();

            // A sandbox that is being replaced has a record until its DEL: the newer record describes the pod. Pods
            // with few interfaces come first, so that a pod with many of them hides no other.
            return [.. known.Values.SelectMany(record => record.Rows)
                .GroupBy(row => (row.Namespace, row.Pod, row.Interface))
                .Select(same => same.MaxBy(row => row.CreatedAt)!)
                .GroupBy(row => (row.Namespace, row.Pod))
                .OrderBy(pod => pod.Count())
                .SelectMany(pod => pod)
                .Take(MostRows)
                .Select(row => row.ToMeasurement())];
        }
    }

    // A record's first line, which names the networks, never changes, so each record is read once. One that cannot be
    // read is read again when it has grown: it may have been incomplete.
    private void Look()
    {
        var found = new Dictionary<string, Known>(StringComparer.Ordinal);
        foreach (var file in Files())
        {
            found[file.Name] = known.GetValueOrDefault(file.Name) is { } before
                && (before.Rows.Length > 0 || before.Length == file.Length)
                    ? before
                    : new Known(file.Length, Read(file));
        }

        known = found;
    }

    private IReadOnlyList<FileInfo> Files()
    {
        try
        {
            return [.. new DirectoryInfo(directory).EnumerateFiles("*" + NodeLayout.RecordExtension)];
        }
        catch (Exception failure) when (Failures.AreExpected(failure))
        {
            return [];
        }
    }

    private static Row[] Read(FileInfo file)
    {
        try
        {
            return file.Length <= MostBytes
                && BoundedFile.TryReadOwn(file.FullName, MostBytes) is { } content
                && RecordFormat.Parse(content) is { Pod: { } pod } record
                    ? [.. record.Attachments.Select(attachment => new Row(
                        pod.Namespace, pod.Name, attachment.Interface, attachment.Network, file.CreationTimeUtc))]
                    : [];
        }
        catch (Exception failure) when (failure is ContractException || Failures.AreExpected(failure))
        {
            // A record that is being written, or is damaged.
            return [];
        }
    }

    private sealed record Known(long Length, Row[] Rows);

    private sealed record Row(string Namespace, string Pod, string Interface, string Network, DateTime CreatedAt)
    {
        public Measurement<int> ToMeasurement() => new(
            1,
            new("namespace", Namespace), new("pod", Pod), new("interface", Interface), new("network", Network));
    }
}
