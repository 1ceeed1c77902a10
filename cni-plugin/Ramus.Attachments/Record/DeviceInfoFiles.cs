using System.Text.Json;
using Ramus.Attachments.Plan;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Files;
using Ramus.Linux.Processes;

namespace Ramus.Attachments.Record;

/// <summary>
/// Device information files: the device plugin's file is copied for the attachment, plugins that declare the capability
/// may change the copy, and the pod's status contains it. A failure is written to standard error, and the pod is
/// attached nevertheless.
/// </summary>
/// <param name="directory">
/// /var/run/k8s.cni.cncf.io/devinfo: 'dp' contains the device plugins' files, 'cni' contains ours.
/// </param>
public sealed class DeviceInfoFiles(string directory)
{
    private const int MaxBytes = 64 << 10;

    /// <summary>Copies the device plugin's file, if there is one. Removes an older copy.</summary>
    public void Prepare(PlannedAttachment planned) => Try(planned.Attachment, "not prepared", path =>
    {
        PosixFile.MakeDirectory($"{directory}/cni");
        PosixFile.RemoveReplaced(path);
        if (DeviceInfo.SourceOf(planned) is { } device
            && PosixFile.TryReadNoLink($"{directory}/dp/{device}{DeviceInfo.Suffix}", MaxBytes) is { } written)
        {
            PosixFile.Replace(path, written);
        }
    });

    /// <summary>The current content of the file; null when there is none.</summary>
    public static JsonElement? Read(Attachment attachment)
    {
        JsonElement? info = null;
        Try(attachment, "not in the status", path =>
            info = PosixFile.TryReadOwn(path, MaxBytes) is { } content ? GoJson.ParseObject(content, path) : null);
        return info;
    }

    public static void Remove(Attachment attachment) => Try(attachment, "not removed", path =>
    {
        // The path comes from a record; only a file name with our suffix may be removed.
        if (path.EndsWith(DeviceInfo.Suffix, StringComparison.Ordinal))
        {
            PosixFile.RemoveReplaced(path);
        }
    });

    private static void Try(Attachment attachment, string what, Action<string> action)
    {
        if (DeviceInfo.FileOf(attachment) is not { } path)
        {
            return;
        }

        try
        {
            action(path);
        }
        catch (Exception failure) when (failure is ContractException or IOException)
        {
            StandardStreams.Complain(
                $"ramus: device information of interface {attachment.Interface} is {what}: {failure.Message}");
        }
    }
}
