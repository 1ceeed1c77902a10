using Ramus.Contract.Cni;
using Ramus.Contract.NodeDisk;

namespace Ramus.Attachments.Failures;

/// <summary>
/// Adds the network and the interface to a failure's message and keeps the plugin's code (docs: troubleshooting).
/// </summary>
public static class AttachmentFailure
{
    /// <summary>A failure of a plugin or of the disk.</summary>
    /// <param name="attachment">The attachment that failed.</param>
    /// <param name="failure">The failure.</param>
    /// <param name="hint">What the user can do; null when nothing is known.</param>
    public static CniException Explain(Attachment attachment, Exception failure, string? hint = null)
    {
        var error = failure is CniException { Error: var known }
            ? known
            : new CniError(CniErrorCode.IoFailure, failure.Message);
        error = error with
        {
            Details = hint is null || error.Details is null ? hint ?? error.Details : $"{hint}; {error.Details}",
        };
        return In(attachment.Network, attachment.Interface, attachment.Config.Hidden.Cover(error), failure);
    }

    /// <summary>The <paramref name="error"/> of attaching a network to an interface.</summary>
    public static CniException In(string network, string interfaceName, CniError error, Exception cause) =>
        new(error with { Message = $"network '{network}', interface '{interfaceName}': {error.Message}" }, cause)
        {
            Network = network,
        };
}
