using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;

namespace Ramus.Client.Try.Running;

/// <summary>Reads the plugin's record of a pod, also while the plugin writes it.</summary>
internal static class RecordView
{
    /// <summary>The network, interface and configuration of each attachment; empty without a record.</summary>
    public static IReadOnlyList<(string Network, string Interface, NetworkConfig Config)> Attachments(
        string containerId) =>
        TryRead(TryPaths.Record(containerId)) is { } record
            ? [.. record.Attachments.Select(one => (one.Network, one.Interface, one.Config))]
            : [];

    /// <summary>
    /// The progress of each attachment; empty without a record, or while its first line is incomplete.
    /// </summary>
    public static IReadOnlyList<AttachmentProgress> Progress(string path)
    {
        try
        {
            return TryRead(path)?.Progress ?? [];
        }
        catch (Exception failure) when (failure is IOException or ContractException)
        {
            return [];
        }
    }

    private static AttachmentRecord? TryRead(string path) =>
        File.Exists(path) ? RecordFormat.Parse(File.ReadAllBytes(path)) : null;
}
