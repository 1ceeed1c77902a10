using Ramus.Attachments.Check;
using Ramus.Attachments.Settings;
using Ramus.Cni.PluginSide;

namespace Ramus.Plugin.Commands;

/// <summary>CHECK.</summary>
internal static class CheckCommand
{
    internal static void Run(CniRequest request, PluginSettings settings) =>
        new AttachmentCheck(settings, request.Sandbox()).Run();
}
