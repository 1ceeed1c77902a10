using System.Text.Json;
using Ramus.Contract.Cni;
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
    public static JsonElement Append(JsonElement list, string directory, string what) =>
        PluginChain.Append(list, ReadChain(list, directory, what), what);

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
}
