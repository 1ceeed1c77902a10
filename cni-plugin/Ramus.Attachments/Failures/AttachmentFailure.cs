using Ramus.Contract.Cni;
using Ramus.Contract.NodeDisk;

namespace Ramus.Attachments.Failures;

/// <summary>
/// Makes a failure say which network and interface it concerns, keeping the plugin's code (docs: troubleshooting).
/// </summary>
public static class AttachmentFailure
{
    /// <summary>The failure of a plugin or of the disk, with advice where a remedy is known.</summary>
    public static CniException Explain(Attachment attachment, Exception failure)
    {
        var error = failure is CniException { Error: var known }
            ? known
            : new CniError(CniErrorCode.IoFailure, failure.Message);
        return In(
            attachment.Network,
            attachment.Interface,
            error with { Details = error.Details ?? Advice.For(error.Message, attachment.Config) },
            failure);
    }

    /// <summary><paramref name="error"/> of the attachment of a network to an interface.</summary>
    public static CniException In(string network, string interfaceName, CniError error, Exception cause) =>
        new(error with { Message = $"network '{network}', interface '{interfaceName}': {error.Message}" }, cause);
}
