using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Files;

namespace Ramus.Node.Uninstall;

/// <summary>
/// Marks our configuration so that the plugin only serves existing pods, because Ramus was uninstalled.
/// </summary>
internal static class DrainMode
{
    private static readonly JsonWriterOptions Layout = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Marks each configuration of ours; false when the node has none.</summary>
    public static bool Announce(NodeFiles files)
    {
        var isAnnounced = false;
        foreach (var path in new[] { files.RuntimeConfigGuardFile, files.RuntimeConfigFile })
        {
            if (RuntimeConfDirectory.TryReadOurs(path) is { } present)
            {
                AtomicFile.ReplaceWhenDifferent(path, Mark(present.Element));
                isAnnounced = true;
            }
        }

        return isAnnounced;
    }

    private static byte[] Mark(JsonElement element)
    {
        var config = JsonObject.Create(element)!;
        foreach (var plugin in config["plugins"]!.AsArray().OfType<JsonObject>())
        {
            if ((plugin["type"] as JsonValue)?.TryGetValue<string>(out var type) == true && type == NodeLayout.Plugin)
            {
                plugin[PluginKeys.Leaving] = true;
            }
        }

        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Layout))
        {
            config.WriteTo(writer);
        }

        return [.. buffer.ToArray(), (byte)'\n'];
    }
}
