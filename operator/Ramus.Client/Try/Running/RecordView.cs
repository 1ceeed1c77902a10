using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;

namespace Ramus.Client.Try.Running;

/// <summary>Looks at the plugin's record of a pod, also while the plugin writes it.</summary>
internal static class RecordView
{
    /// <summary>Network, interface and configuration of each attachment; empty when there is no record.</summary>
    public static IReadOnlyList<(string Network, string Interface, NetworkConfig Config)> Attachments(
        string containerId) =>
        TryRead(TryPaths.Record(containerId)) is { } record
            ? [.. record.Attachments.Select(one => (one.Network, one.Interface, one.Config))]
            : [];

    /// <summary>
    /// How far each attachment is; empty when there is no record, or its first line is still being written.
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
