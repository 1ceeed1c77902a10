using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Linux.Files;
using Ramus.Linux.Processes;

namespace Ramus.Attachments.Plan;

/// <summary>
/// Device information (k8snetworkplumbingwg, device-info specification 1.1.0): what the device plugin wrote about a device
/// is copied for the attachment, plugins that declare the capability may change it, and the status tells it.
/// </summary>
/// <param name="directory">/var/run/k8s.cni.cncf.io/devinfo, with 'dp' of the device plugins and 'cni' of ours.</param>
public sealed class DeviceInfoFiles(string directory)
{
    private const string Capability = "CNIDeviceInfoFile";
    private const string Suffix = "-device.json";
    private const int MaxBytes = 64 << 10;

    /// <summary>The attachment with its file in the capability arguments; itself when it has nothing to do with devices.</summary>
    public Attachment Give(Attachment attachment, string containerId)
    {
        if (Device(attachment) is null && !attachment.Config.Plugins.Any(plugin => plugin.Capabilities.Contains(Capability)))
        {
            return attachment;
        }

        var path = $"{directory}/cni/{containerId}-{attachment.Interface}{Suffix}";
        var json = new JsonText().StartObject().Key(Capability).Text(path).EndObject().ToArray();
        var own = JsonDocument.Parse(json).RootElement;
        return attachment with { CapabilityArgs = CapabilityArguments.Merge(attachment.CapabilityArgs, own) };
    }

    /// <summary>Copies what the device plugin wrote, if anything. An older file of that name goes.</summary>
    public void Prepare(Attachment attachment) => Try(attachment, "not prepared", path =>
    {
        PosixFile.MakeDirectory($"{directory}/cni");
        PosixFile.RemoveReplaced(path);
        if (Device(attachment) is { } device
            && PosixFile.TryRead($"{directory}/dp/{device}{Suffix}", MaxBytes) is { } written)
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

    /// <summary>The file goes with the attachment.</summary>
    public static void Remove(Attachment attachment) => Try(attachment, "not removed", path =>
    {
        // The path comes from a record, and only a file that we named is ours.
        if (path.EndsWith(Suffix, StringComparison.Ordinal))
        {
            PosixFile.RemoveReplaced(path);
        }
    });

    // Information about a device is worth a complaint, not a pod.
    private static void Try(Attachment attachment, string what, Action<string> action)
    {
        if (Argument(attachment, Capability) is not { } path)
        {
            return;
        }

        try
        {
            action(path);
        }
        catch (Exception failure) when (failure is ContractException or IOException)
        {
            StandardStreams.Complain($"ramus: device information of {attachment.Interface} is {what}: {failure.Message}");
        }
    }

    // Only what was allocated: an id of the annotation must not show another pod's device.
    private static string? Device(Attachment attachment) =>
        attachment is { Device: { Length: > 0 } id, Config.ResourceName: { } resource }
            ? $"{resource}-{id}".Replace('/', '-')
            : null;

    private static string? Argument(Attachment attachment, string key) =>
        attachment.CapabilityArgs is { ValueKind: JsonValueKind.Object } arguments
        && arguments.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
