using Ramus.Attachments.Plan;
using Ramus.Contract.Cni;

namespace Ramus.Plugin.Commands;

/// <summary>Makes a failure say which network and interface it concerns, keeping the plugin's code (docs: troubleshooting).</summary>
internal static class AttachmentFailure
{
    internal static CniException Explain(Attachment attachment, Exception failure)
    {
        var error = failure is CniException { Error: var known }
            ? known
            : new CniError(CniErrorCode.IoFailure, failure.Message);
        var prefix = $"network '{attachment.Network}', interface '{attachment.Interface}': ";
        var details = error.Details ?? Advice.For(error.Message, attachment.Config);
        return new CniException(error with { Message = prefix + error.Message, Details = details }, failure);
    }
}
