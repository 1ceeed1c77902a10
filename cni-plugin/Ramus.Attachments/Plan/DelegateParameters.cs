using Ramus.Cni.RuntimeSide;
using Ramus.Contract.NodeDisk;

namespace Ramus.Attachments.Plan;

/// <summary>
/// The CNI parameters of one attachment. They depend only on the record, so that they are the same for every operation
/// on the attachment (NPWG 4.2.1), even if an older version of the plugin created it.
/// </summary>
public static class DelegateParameters
{
    /// <summary>The parameters of <paramref name="attachment"/>.</summary>
    /// <param name="record">The record that contains the attachment.</param>
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
