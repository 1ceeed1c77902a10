using Ramus.Cni.RuntimeSide;
using Ramus.Contract.NodeDisk;

namespace Ramus.Attachments.Plan;

/// <summary>
/// The CNI parameters of one attachment. They follow from the record alone, so that they are the same for every
/// operation on it (NPWG 4.2.1), also for an attachment that an older version of the plugin made.
/// </summary>
public static class DelegateParameters
{
    /// <summary>The parameters of <paramref name="attachment"/>.</summary>
    /// <param name="record">The record that the attachment is in.</param>
    /// <param name="attachment">The attachment.</param>
    /// <param name="netns">The path of the network namespace; empty when it is gone.</param>
    public static AttachmentParameters Of(AttachmentRecord record, Attachment attachment, string netns) => new()
    {
        ContainerId = record.ContainerId,
        Netns = netns,
        IfName = attachment.Interface,
        Args = LegacyArguments.For(attachment, record.Args),
        CapabilityArgs = attachment.CapabilityArgs,
    };
}
