using System.Net;
using System.Text.Json;
using Ramus.Contract.NodeDisk;

namespace Ramus.Attachments.Plan;

/// <summary>An attachment that is still to be made: what its record will hold, and what only ADD has to know.</summary>
/// <param name="Attachment">What is recorded and run.</param>
public sealed record PlannedAttachment(Attachment Attachment)
{
    /// <summary>The device that the pod was allocated for it; null for none.</summary>
    public string? Device { get; init; }

    /// <summary>'default-route' of the pod's annotation: the gateways; null when it does not ask.</summary>
    public IReadOnlyList<IPAddress>? DefaultRoute { get; init; }

    /// <summary>The same with more capability arguments, which win over the ones that it has.</summary>
    public PlannedAttachment WithArguments(JsonElement? arguments) => this with
    {
        Attachment = Attachment with
        {
            CapabilityArgs = CapabilityArguments.Merge(Attachment.CapabilityArgs, arguments),
        },
    };

    /// <summary>The same with a device in its configuration and its capability arguments.</summary>
    public PlannedAttachment WithDevice(string device) => this with
    {
        Device = device,
        Attachment = Attachment with
        {
            Config = Attachment.Config.WithDevice(device),
            CapabilityArgs = CapabilityArguments.Merge(Attachment.CapabilityArgs, CapabilityArguments.OfDevice(device)),
        },
    };
}
