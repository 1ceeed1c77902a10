using Ramus.Attachments.Attach;
using Ramus.Attachments.Settings;
using Ramus.Cni.PluginSide;
using Ramus.Linux.Processes;
using Ramus.Plugin.Logging;

namespace Ramus.Plugin.Commands;

/// <summary>ADD; only the default network after an uninstallation.</summary>
internal static class AddCommand
{
    // A pod with four networks, all of them built in, takes 340 KiB.
    private const int HeapBytes = 384 << 10;

    internal static byte[] Run(CniRequest request, PluginSettings settings, PluginLog log, CommandReporter reporter)
    {
        HeapPages.Prepare(HeapBytes);
        return settings.IsLeaving
            ? new DrainMode(request, settings).Add()
            : new Attacher(settings, request.Sandbox())
            {
                Attached = finished =>
                {
                    log.Attached(finished);
                    reporter.Ended(finished);
                },
                Entered = phase => reporter.Entered(phase),
            }.Attach();
    }
}
