using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;

namespace Ramus.Attachments.Plan;

/// <summary>
/// Decides which attachments have a device information file (k8snetworkplumbingwg, device-info specification 1.1.0),
/// and its path. The path is a capability argument, so the record contains it.
/// </summary>
public static class DeviceInfo
{
    /// <summary>The suffix of every device information file.</summary>
    public const string Suffix = "-device.json";

    private const string Capability = "CNIDeviceInfoFile";

    /// <summary>
    /// Adds the file's path to the attachment's capability arguments; unchanged when the attachment has no device.
    /// </summary>
    /// <param name="planned">The attachment.</param>
    /// <param name="directory">The directory of the files ('deviceInfoDir').</param>
    /// <param name="containerId">The pod's sandbox.</param>
    public static PlannedAttachment Give(PlannedAttachment planned, string directory, string containerId)
    {
        var attachment = planned.Attachment;
        if (SourceOf(planned) is null
            && !attachment.Config.Plugins.Any(plugin => plugin.Capabilities.Contains(Capability)))
        {
            return planned;
        }

        var path = $"{directory}/cni/{containerId}-{attachment.Interface}{Suffix}";
        var json = new JsonText().StartObject().Key(Capability).Text(path).EndObject().ToArray();
        return planned.WithArguments(JsonDocument.Parse(json).RootElement);
    }

    /// <summary>
    /// The base name of the device plugin's file about the allocated device; null when none is allocated. An ID that
    /// only the annotation names must not reveal another pod's device.
    /// </summary>
    public static string? SourceOf(PlannedAttachment planned) =>
        planned.Device is { Id.Length: > 0 } device
            ? $"{device.Resource}-{device.Id}".Replace('/', '-')
            : null;

    /// <summary>The path of the attachment's device information file; null when it has none.</summary>
    public static string? FileOf(Attachment attachment) =>
        attachment.CapabilityArgs is { ValueKind: JsonValueKind.Object } arguments
        && arguments.TryGetProperty(Capability, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
