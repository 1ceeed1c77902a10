using Ramus.Contract.Cni;

namespace Ramus.Attachments.Detach;

/// <summary>How often DEL is tried for an attachment that ADD did not finish.</summary>
internal static class UnfinishedDelete
{
    // The undo of ADD, and the one DEL that a runtime always sends after a failed ADD.
    private const int OfLastingCauses = 2;

    // The kubelet repeats a failed DEL at least this often within some minutes.
    private const int OfUnknownCauses = 10;

    /// <summary>
    /// The number of failed tries after which the attachment is given up. Code 11 means that the cause passes, also for
    /// a plugin that was killed at its deadline: such an attachment is never given up. The codes for an invalid
    /// configuration or environment stay the same at every try. Any other code (a refused connection, a missing link)
    /// has a cause that may pass.
    /// </summary>
    internal static int TriesFor(CniError failure, bool isRefused) => failure.Code switch
    {
        CniErrorCode.TryAgainLater => int.MaxValue,
        CniErrorCode.IncompatibleVersion or CniErrorCode.UnsupportedField or CniErrorCode.InvalidEnvironment
            or CniErrorCode.DecodingFailure or CniErrorCode.InvalidNetworkConfig or CniErrorCode.InvalidNetns
            => OfLastingCauses,
        _ => isRefused ? OfLastingCauses : OfUnknownCauses,
    };

    /// <summary>
    /// Whether the plugin gives the same reason for ADD and DEL: most likely it cannot run with this configuration, so
    /// it has made nothing that a DEL could free.
    /// </summary>
    internal static bool IsRefused(Exception? add, CniException delete) =>
        delete.Error.Code != CniErrorCode.TryAgainLater && add is not null && Reason(add) == Reason(delete);

    // The innermost error has the plugin's own words, without the network and the command.
    private static string Reason(Exception failure) =>
        failure.InnerException is CniException inner ? Reason(inner) : failure.Message;
}
