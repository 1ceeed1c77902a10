using Ramus.Attachments.Attach;
using Ramus.Attachments.Settings;
using Ramus.Cni.PluginSide;
using Ramus.Plugin.Logging;

namespace Ramus.Plugin.Commands;

/// <summary>ADD, or what is left of it after an uninstallation.</summary>
internal static class AddCommand
{
    internal static byte[] Run(CniRequest request, PluginSettings settings, PluginLog log) => settings.IsLeaving
        ? new DrainMode(request, settings).Add()
        : new Attacher(settings, request.Sandbox(), (attachment, began) =>
            log.Attached(attachment.Network, attachment.Interface, began)).Attach();
}
