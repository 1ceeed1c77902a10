using Ramus.Attachers.Calls;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Json;
using Ramus.Linux.Files;

namespace Ramus.Attachers.Flannel;

/// <summary>
/// DEL of the plugin <c>flannel</c>: that of the plugin that ADD called, with the same configuration.
/// </summary>
internal static class FlannelUndo
{
    private const int MaxBytes = 1 << 20;

    public static void Run(PluginRequest request)
    {
        if (Find(request) is { } call)
        {
            FlannelDelegate.Execute(request, call);
        }

        PosixFile.Remove(PathOf(request));
    }

    /// <summary>How DEL of the plugin that ADD called uses the interface.</summary>
    public static LinkUse AtDelete(PluginRequest request) => Find(request) is { } call
        ? request.Delegates.Of(call.Plugin.Type).AtDelete(call)
        : LinkUse.NotNeeded;

    // Without a file there is nothing to undo, and nothing can be undone with a file that cannot be read.
    private static DelegateCall? Find(PluginRequest request)
    {
        try
        {
            return PosixFile.TryRead(PathOf(request), MaxBytes) is { } config
                ? FlannelDelegate.CallOf(request, config, "DEL")
                : null;
        }
        catch (ContractException)
        {
            return null;
        }
    }

    private static string PathOf(PluginRequest request) =>
        $"{FlannelConfig.DirectoryOf(request)}/{request.ContainerId}";
}
