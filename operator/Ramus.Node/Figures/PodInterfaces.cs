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
    private const int MostBytes = 64 << 20;
    private const int MostRows = 1500;

    private readonly Lock gate = new();
    private Dictionary<string, Row[]> rowsOf = new(StringComparer.Ordinal);

    /// <summary>Creates the metric.</summary>
    public void ExportTo(NodeMetrics metrics) => metrics.Observe(
        "ramus_pod_network_info", "1 for each interface of this node's pods, with its network.", Measure);

    /// <summary>One measurement per interface.</summary>
    internal IEnumerable<Measurement<int>> Measure()
    {
        lock (gate)
        {
            Look();

            // A sandbox that is being replaced has a record until its DEL: the newer record describes the pod.
            return [.. rowsOf.Values.SelectMany(rows => rows)
                .GroupBy(row => (row.Namespace, row.Pod, row.Interface))
                .Select(same => same.MaxBy(row => row.WrittenAt)!)
                .Take(MostRows)
                .Select(row => row.ToMeasurement())];
        }
    }

    // A record's first line, which names the networks, never changes: each record is read once.
    private void Look()
    {
        var found = new Dictionary<string, Row[]>(StringComparer.Ordinal);
        foreach (var file in Files())
        {
            if ((rowsOf.GetValueOrDefault(file.Name) ?? TryRead(file)) is { } rows)
            {
                found[file.Name] = rows;
            }
        }

        rowsOf = found;
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

    private static Row[]? TryRead(FileInfo file)
    {
        try
        {
            if (BoundedFile.TryReadOwn(file.FullName, MostBytes) is not { } content
                || RecordFormat.Parse(content) is not { Pod: { } pod } record)
            {
                return null;
            }

            return [.. record.Attachments.Select(attachment => new Row(
                pod.Namespace, pod.Name, attachment.Interface, attachment.Network, file.LastWriteTimeUtc))];
        }
        catch (Exception failure) when (failure is ContractException || Failures.AreExpected(failure))
        {
            // A record that is being written, or is damaged.
            return null;
        }
    }

    private sealed record Row(string Namespace, string Pod, string Interface, string Network, DateTime WrittenAt)
    {
        public Measurement<int> ToMeasurement() => new(
            1,
            new("namespace", Namespace), new("pod", Pod), new("interface", Interface), new("network", Network));
    }
}
