using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Linux.Files;

namespace Ramus.Cni.RuntimeSide;

/// <summary>Loads network configurations from a directory, for example /etc/cni/net.d, by libcni's rules.</summary>
public static class ConfDirectory
{
    internal const int MaxBytes = 1 << 20;

    /// <summary>
    /// The network called <paramref name="name"/>: lists come before single configurations; null when there is none.
    /// </summary>
    /// <exception cref="ContractException">A file that sorts before the match is malformed.</exception>
    public static NetworkConfig? Find(string directory, string name)
    {
        foreach (var path in Files(directory, ".conflist").Concat(Files(directory, ".conf", ".json")))
        {
            var network = Load(path);
            if (network.Name == name)
            {
                return network;
            }
        }

        return null;
    }

    /// <summary>The first configuration of a directory in the order of names; null when there is none.</summary>
    /// <exception cref="ContractException">The file is malformed.</exception>
    public static NetworkConfig? First(string directory) =>
        Files(directory, ".conf", ".conflist", ".json").FirstOrDefault() is { } path ? Load(path) : null;

    /// <summary>
    /// One file. The plugins in <c>&lt;directory&gt;/&lt;network name&gt;/*.conf</c> are appended to a list, unless the
    /// list sets <c>loadOnlyInlinedPlugins</c>.
    /// </summary>
    /// <exception cref="ContractException">The file, or a file appended to it, is missing or malformed.</exception>
    public static NetworkConfig Load(string path)
    {
        var element = Read(path);
        if (!path.EndsWith(".conflist", StringComparison.Ordinal))
        {
            return NetworkConfig.FromElement(element, path);
        }

        var name = element.GetText("name", path) ?? "";
        if (!ContainerId.IsValid(name))
        {
            // The name is checked before it becomes a part of a path.
            throw new ContractException(
                $"{path}: 'name' is '{name}'; a list's name may contain only letters, digits, '_', '.', '-'");
        }

        return NetworkConfig.FromElement(WithChain(element, Path.GetDirectoryName(path)!, path), path);
    }

    /// <summary>
    /// A list with the plugins in <c>&lt;directory&gt;/&lt;its name&gt;/*.conf</c> appended; the same element when
    /// there are none. Our wrapped list has another name, so the runtime would no longer find these files.
    /// </summary>
    internal static JsonElement WithChain(JsonElement list, string directory, string what)
    {
        // libcni joins the name to the directory before it checks the name; a name such as ".." would leave the
        // directory.
        var name = list.GetText("name", what);
        return name is null || !ContainerId.IsValid(name) || list.GetLooseFlag("loadOnlyInlinedPlugins", what)
            ? list
            : PluginChain.Append(list, Appended($"{directory}/{name}"), what);
    }

    /// <summary>
    /// The plugins in <c>&lt;directory&gt;/&lt;name&gt;/*.conf</c>, after a passthru plugin; null when there are none.
    /// </summary>
    /// <exception cref="ContractException">The name is not a file name, or a file is malformed.</exception>
    public static NetworkConfig? Chain(string directory, string name, string cniVersion)
    {
        if (!ContainerId.IsValid(name))
        {
            throw new ContractException($"name '{name}' may contain only letters, digits, '_', '.', '-'");
        }

        var plugins = Appended($"{directory}/{name}");
        var head = new JsonText().StartObject()
            .Key("cniVersion").Text(cniVersion)
            .Key("name").Text(name)
            .Key("disableCheck").Flag(true)
            .Key("disableGC").Flag(true)
            .Key("plugins").StartArray().StartObject().Key("type").Text("passthru").EndObject().EndArray()
            .EndObject();
        var what = $"{directory}/{name}";
        return plugins.Count == 0
            ? null
            : NetworkConfig.FromElement(
                PluginChain.Append(JsonElement.Parse(head.ToArray()), plugins, what), what);
    }

    private static List<JsonElement> Appended(string directory) => [.. Files(directory, ".conf").Select(Read)];

    private static JsonElement Read(string path)
    {
        try
        {
            return PosixFile.TryRead(path, MaxBytes) is { } content
                ? GoJson.ParseObject(content, path)
                : throw new ContractException($"{path} does not exist");
        }
        catch (IOException failure)
        {
            throw new ContractException(failure.Message, failure);
        }
    }

    private static IEnumerable<string> Files(string directory, params string[] extensions) =>
        Directory.Exists(directory)
        ? Directory.EnumerateFiles(directory)
            .Where(path => extensions.Contains(Path.GetExtension(path)))
            .Order(StringComparer.Ordinal)
        : [];
}
