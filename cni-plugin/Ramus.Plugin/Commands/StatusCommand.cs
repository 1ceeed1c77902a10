using Ramus.Attachments.Check;
using Ramus.Attachments.Settings;

namespace Ramus.Plugin.Commands;

/// <summary>STATUS.</summary>
internal static class StatusCommand
{
    internal static void Run(PluginSettings settings) => new NodeCheck(settings).Run();
}
