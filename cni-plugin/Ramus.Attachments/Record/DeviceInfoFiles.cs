using System.Text.Json;
using Ramus.Attachments.Plan;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Files;
using Ramus.Linux.Processes;

namespace Ramus.Attachments.Record;

/// <summary>
/// The files about devices: what the device plugin wrote about a device is copied for the attachment, plugins that
/// declare the capability may change it, and the status tells it. A failure is complained about and costs no pod its
/// networks.
/// </summary>
/// <param name="directory">/var/run/k8s.cni.cncf.io/devinfo, with 'dp' of the device plugins and 'cni' of ours.</param>
public sealed class DeviceInfoFiles(string directory)
{
    private const int MaxBytes = 64 << 10;

    /// <summary>Copies what the device plugin wrote, if anything. An older file of that name goes.</summary>
    public void Prepare(PlannedAttachment planned) => Try(planned.Attachment, "not prepared", path =>
    {
        PosixFile.MakeDirectory($"{directory}/cni");
        PosixFile.RemoveReplaced(path);
        if (DeviceInfo.SourceOf(planned) is { } device
            && PosixFile.TryRead($"{directory}/dp/{device}{DeviceInfo.Suffix}", MaxBytes) is { } written)
        {
            PosixFile.Replace(path, written);
        }
    });

    /// <summary>What is in the file now; null when there is none.</summary>
    public static JsonElement? Read(Attachment attachment)
    {
        JsonElement? info = null;
        Try(attachment, "not in the status", path =>
            info = PosixFile.TryRead(path, MaxBytes) is { } content ? GoJson.ParseObject(content, path) : null);
        return info;
    }

    public static void Remove(Attachment attachment) => Try(attachment, "not removed", path =>
    {
        // The path comes from a record, and only a file that we named is ours.
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
                $"ramus: device information of {attachment.Interface} is {what}: {failure.Message}");
        }
    }
}
