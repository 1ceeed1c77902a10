using Ramus.Contract.Cni;

namespace Ramus.Attachers.Calls;

/// <summary>Failures of a plugin. The standard plugins have no code of their own for them, and report 999.</summary>
internal static class PluginFailure
{
    public static CniException Of(string message, Exception? inner = null) =>
        new(CniErrorCode.Internal, message, inner: inner);
}
