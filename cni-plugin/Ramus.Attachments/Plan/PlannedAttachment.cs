using System.Net;
using System.Text.Json;
using Ramus.Contract.NodeDisk;

namespace Ramus.Attachments.Plan;

/// <summary>
/// An attachment to be created: the part that its record will contain, and details that only ADD needs.
/// </summary>
/// <param name="Attachment">The recorded part.</param>
public sealed record PlannedAttachment(Attachment Attachment)
{
    /// <summary>The allocated device of this attachment; null for none.</summary>
    public AssignedDevice? Device { get; init; }

    /// <summary>The gateways of 'default-route' in the pod's annotation; null without 'default-route'.</summary>
    public IReadOnlyList<IPAddress>? DefaultRoute { get; init; }

    /// <summary>
    /// Whether the attachment is a network of the pod, which the network status lists. The plugins of
    /// 'auxiliaryCNIChainName' are not, while their result is empty.
    /// </summary>
    public bool IsNetwork { get; init; } = true;

    /// <summary>A copy with additional capability arguments, which override existing ones.</summary>
    public PlannedAttachment WithArguments(JsonElement? arguments) => this with
    {
        Attachment = Attachment with
        {
            CapabilityArgs = CapabilityArguments.Merge(Attachment.CapabilityArgs, arguments),
        },
    };

    /// <summary>A copy with a device in its configuration and its capability arguments.</summary>
    public PlannedAttachment WithDevice(AssignedDevice device) => this with
    {
        Device = device,
        Attachment = Attachment with
        {
            Config = Attachment.Config.WithDevice(device.Id),
            CapabilityArgs = CapabilityArguments.Merge(
                Attachment.CapabilityArgs, CapabilityArguments.OfDevice(device.Id)),
        },
    };
}
