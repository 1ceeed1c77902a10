using Ramus.Attachments.Plan;
using Ramus.Attachments.Record;
using Ramus.Cni.RuntimeSide;

namespace Ramus.Plugin.Commands;

/// <summary>The CNI parameters of one attachment: the same for every operation on it (NPWG 4.2.1).</summary>
internal static class Delegation
{
    internal static AttachmentParameters Of(AttachmentRecord record, Attachment attachment, string netns) => new()
    {
        ContainerId = record.ContainerId,
        Netns = netns,
        IfName = attachment.Interface,
        Args = LegacyArguments.For(attachment, record.Args),
        CapabilityArgs = attachment.CapabilityArgs,
    };
}
