using System.Text.Json;
using Ramus.Attachments.Detach;
using Ramus.Attachments.Settings;
using Ramus.Cni.PluginSide;
using Ramus.Contract.Json;

namespace Ramus.Plugin.Commands;

/// <summary>GC, with the runtime's list under its present or its first name.</summary>
internal static class CollectGarbageCommand
{
    private const string What = "entry of cni.dev/valid-attachments";

    internal static void Run(CniRequest request, PluginSettings settings) =>
        new GarbageCollection(settings, ReadValid(request.Config)).Run();

    private static List<ValidAttachment>? ReadValid(JsonElement config)
    {
        if (!config.TryGetProperty("cni.dev/valid-attachments", out var list)
            && !config.TryGetProperty("cni.dev/attachments", out list))
        {
            return null;
        }

        return list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(entry => new ValidAttachment(
                entry.GetText("containerID", What) ?? "", entry.GetText("ifname", What) ?? ""))]
            : [];
    }
}
