using System.Runtime.InteropServices;
using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Contract.Cni;

/// <summary>Checks a network configuration and reads the keys that the caller of plugins needs.</summary>
internal static class ConfigReader
{
    private const int MostPlugins = 32;
    private const int MostArguments = 256;

    public static NetworkConfig Read(JsonElement config, string what, string? fallbackName)
    {
        var name = config.GetText("name", what);
        return new NetworkConfig(config, Plugins(config, what))
        {
            Name = string.IsNullOrEmpty(name) ? fallbackName ?? "" : NetworkName(name, what),
            CniVersion = Version(config, what),
            LacksVersion = IsList(config) && string.IsNullOrEmpty(config.GetText("cniVersion", what))
                && !config.TryGetKey("cniVersions", out _),
            DisableCheck = config.GetLooseFlag("disableCheck", what),
            DisableGc = config.GetLooseFlag("disableGC", what),
            LoadOnlyInlinedPlugins = config.GetLooseFlag("loadOnlyInlinedPlugins", what),
            ResourceName = config.GetText(RenderedKeys.ResourceName, what),
            Uid = config.GetText(RenderedKeys.Uid, what),
            Generation = config.GetInteger(RenderedKeys.Generation, what) ?? 0,
            Hidden = HiddenValues.Read(config, what),
        };
    }

    /// <summary>
    /// Refuses arguments of a pod that cannot be merged into the plugins of <paramref name="network"/>.
    /// </summary>
    public static void CheckArguments(NetworkConfig network, JsonElement arguments, int maxDepth)
    {
        foreach (var plugin in network.Plugins)
        {
            var what = $"plugin '{plugin.Type}' of network '{network.Name}'";
            if (plugin.Element.TryGetObject("args", what, out var args))
            {
                args.TryGetObject("cni", $"'args' of {what}", out _);
            }
        }

        var name = $"'cni-args' for network '{network.Name}'";
        if (arguments.GetPropertyCount() is > MostArguments and var count)
        {
            throw new ContractException(
                $"{name} has {count} keys, but at most {MostArguments} are allowed; remove some");
        }

        var raw = JsonMarshal.GetRawUtf8Value(arguments);
        JsonWalk.Check(raw, name, maxDepth, keysAreFree: false);

        // The arguments are copied into each plugin's object, in the configuration and in the record.
        var length = ((long)raw.Length * network.Plugins.Count)
            + JsonMarshal.GetRawUtf8Value(network.Element).Length;
        if (length > GoJson.DefaultMaxBytes)
        {
            throw new ContractException(
                $"{name} makes the configuration {length} bytes long, but at most {GoJson.DefaultMaxBytes} are "
                + "allowed; make it shorter");
        }
    }

    private static bool IsList(JsonElement config) => config.TryGetKey("plugins", out _);

    private static string NetworkName(string name, string what)
    {
        var isValid = char.IsAsciiLetterOrDigit(name[0]);
        foreach (var c in name)
        {
            isValid &= char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-';
        }

        return isValid
            ? name
            : throw new ContractException(
                $"key 'name' of {what}: \"{Quote.Short(name)}\" is not a valid network name; "
                + "start with a letter or digit and use only letters, digits, '_', '.' and '-'");
    }

    private static string Version(JsonElement config, string what)
    {
        var own = config.GetText("cniVersion", what);
        var offered = config.TryGetKey("cniVersions", out _) ? config.GetTexts("cniVersions", what) : null;
        try
        {
            var version = CniVersions.Select(own, offered);
            CniVersions.Compare(version, CniVersions.Newest);
            return version;
        }
        catch (ContractException e)
        {
            throw new ContractException($"key 'cniVersion' of {what}: {e.Message}", e);
        }
    }

    private static List<PluginConfig> Plugins(JsonElement config, string what)
    {
        var hasType = !string.IsNullOrEmpty(config.GetText("type", what));
        if (!config.TryGetList("plugins", what, out var list))
        {
            return hasType
                ? [Plugin(config, what)]
                : throw new ContractException(
                    $"{what} has neither 'type' nor 'plugins': add a plugin type, for example \"type\": \"macvlan\""
                    + DisguisedKey.Hint(config, "type", "plugins"));
        }

        if (hasType)
        {
            throw new ContractException(
                $"{what} has both 'type' and 'plugins': move 'type' into an object of 'plugins'");
        }

        if (list.GetArrayLength() > MostPlugins)
        {
            throw new ContractException(
                $"key 'plugins' of {what} has {list.GetArrayLength()} plugins, but at most {MostPlugins} are allowed; "
                + "remove some");
        }

        var plugins = new List<PluginConfig>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
        {
            var name = $"plugin {plugins.Count + 1} of {what}";
            plugins.Add(Plugin(GoJson.RequireObject(item, name), name));
        }

        return plugins.Count > 0
            ? plugins
            : throw new ContractException($"key 'plugins' of {what} is an empty list: add a plugin object");
    }

    private static PluginConfig Plugin(JsonElement plugin, string what)
    {
        var type = plugin.GetText("type", what);
        if (string.IsNullOrEmpty(type))
        {
            throw new ContractException(
                $"{what} has no 'type': add a plugin type, for example \"type\": \"macvlan\""
                + DisguisedKey.Hint(plugin, "type"));
        }

        if (RefuseType(type) is { } reason)
        {
            throw new ContractException(
                $"key 'type' of {what}: \"{Quote.Short(type)}\" {reason}; "
                + "write the file name of a plugin, like \"macvlan\"");
        }

        return new PluginConfig(type, plugin, Capabilities(plugin, what));
    }

    private static string? RefuseType(string type)
    {
        if (type is "." or "..")
        {
            return "is a directory";
        }

        if (type.Length > 255)
        {
            return "is too long for a file name";
        }

        foreach (var c in type)
        {
            if (c is '/' or '\\' || char.IsControl(c))
            {
                return "contains a path separator or a control character";
            }
        }

        return null;
    }

    private static HashSet<string> Capabilities(JsonElement plugin, string what)
    {
        var declared = new HashSet<string>(StringComparer.Ordinal);
        if (!plugin.TryGetObject("capabilities", what, out var capabilities))
        {
            return declared;
        }

        foreach (var capability in capabilities.EnumerateObject())
        {
            if (capability.Value.ValueKind == JsonValueKind.True)
            {
                declared.Add(capability.Name);
            }
            else if (capability.Value.ValueKind is not (JsonValueKind.False or JsonValueKind.Null))
            {
                throw GoJson.WrongType(
                    $"capabilities.{Quote.Short(capability.Name)}", what, "a boolean", capability.Value);
            }
        }

        return declared;
    }
}
