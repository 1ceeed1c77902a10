using Ramus.Attachments.Detach;
using Ramus.Attachments.Settings;
using Ramus.Cni.PluginSide;
using Ramus.Plugin.Logging;

namespace Ramus.Plugin.Commands;

/// <summary>DEL; the last DEL after an uninstallation also removes this program.</summary>
internal static class DeleteCommand
{
    internal static void Run(CniRequest request, PluginSettings settings, CommandReporter reporter)
    {
        var drain = new DrainMode(request, settings);
        var detacher = new Detacher(settings, request.Sandbox()) { Ended = reporter.Ended };
        if (drain.IsOver)
        {
            detacher.DetachConfigured();
        }
        else
        {
            detacher.Detach(drain.EndWhenLast);
        }
    }
}
