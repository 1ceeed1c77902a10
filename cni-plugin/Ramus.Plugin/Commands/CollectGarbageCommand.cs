using Ramus.Attachments.Detach;
using Ramus.Attachments.Settings;
using Ramus.Cni.PluginSide;

namespace Ramus.Plugin.Commands;

/// <summary>GC: frees the resources of attachments that the runtime does not list.</summary>
internal static class CollectGarbageCommand
{
    internal static void Run(CniRequest request, PluginSettings settings) =>
        new GarbageCollection(settings, ValidAttachment.Read(request.Config)).Run();
}
