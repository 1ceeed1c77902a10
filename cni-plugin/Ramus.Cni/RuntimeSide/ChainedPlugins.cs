using System.Buffers;
using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Linux.Files;

namespace Ramus.Cni.RuntimeSide;

/// <summary>
/// libcni 1.2.3 and later append the plugins of [directory]/[network name]/*.conf to a list. Wrapped by us the list has
/// another name, so the runtime would no longer find them.
/// </summary>
internal static class ChainedPlugins
{
    /// <summary>The list with the plugins of its own directory; the same element when there are none.</summary>
    public static JsonElement Append(JsonElement list, string directory, string what)
    {
        var chained = ReadChain(list, directory, what);
        if (chained.Count == 0)
        {
            return list;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var property in list.EnumerateObject().Where(property => !IsPlugins(property)))
            {
                property.WriteTo(writer);
            }

            writer.WriteStartArray("plugins");
            foreach (var plugin in InlinedPlugins(list).Concat(chained))
            {
                writer.WriteRawValue(plugin.GetRawText());
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return GoJson.ParseObject(buffer.WrittenMemory, what, RuntimeConfDirectory.MaxFileBytes);
    }

    private static List<JsonElement> ReadChain(JsonElement list, string directory, string what)
    {
        var name = list.GetText("name", what);
        if (list.GetLooseFlag("loadOnlyInlinedPlugins", what) || name is null || !IsSafeName(name))
        {
            return [];
        }

        var chain = Path.Combine(directory, name);
        return !Directory.Exists(chain)
            ? []
            : [.. Directory.EnumerateFiles(chain)
                .Where(path => Path.GetExtension(path) == ".conf")
                .Order(StringComparer.Ordinal)
                .Select(path => GoJson.ParseObject(BoundedFile.Read(path, RuntimeConfDirectory.MaxFileBytes), path))];
    }

    // libcni joins the name to the directory before it checks it; "..", for one, would leave the directory.
    private static bool IsSafeName(string name) =>
        name.Length > 0 && char.IsAsciiLetterOrDigit(name[0])
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or '-');

    private static bool IsPlugins(JsonProperty property) =>
        property.Name.Equals("plugins", StringComparison.OrdinalIgnoreCase);

    private static JsonElement.ArrayEnumerator InlinedPlugins(JsonElement list) =>
        list.TryGetKey("plugins", out var plugins) && plugins.ValueKind == JsonValueKind.Array
            ? plugins.EnumerateArray()
            : default;
}
