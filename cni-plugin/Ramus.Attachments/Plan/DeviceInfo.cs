using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;

namespace Ramus.Attachments.Plan;

/// <summary>
/// Decides which attachments have a file about their device (k8snetworkplumbingwg, device-info specification 1.1.0),
/// and which. The name of the file is a capability argument, so the record holds it.
/// </summary>
public static class DeviceInfo
{
    /// <summary>The end of the name of every such file.</summary>
    public const string Suffix = "-device.json";

    private const string Capability = "CNIDeviceInfoFile";

    /// <summary>
    /// The attachment with its file in the capability arguments; itself when it has nothing to do with devices.
    /// </summary>
    /// <param name="planned">The attachment.</param>
    /// <param name="directory">Where the files are ('deviceInfoDir').</param>
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
    /// The device plugin's name of what it tells of the allocated device; null when none was allocated. An id that only
    /// the annotation names must not show another pod's device.
    /// </summary>
    public static string? SourceOf(PlannedAttachment planned) =>
        planned is { Device: { Length: > 0 } id, Attachment.Config.ResourceName: { } resource }
            ? $"{resource}-{id}".Replace('/', '-')
            : null;

    /// <summary>The attachment's file; null when it has none.</summary>
    public static string? FileOf(Attachment attachment) =>
        attachment.CapabilityArgs is { ValueKind: JsonValueKind.Object } arguments
        && arguments.TryGetProperty(Capability, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
