using System.Text.Json;
using Ramus.Attachers.Calls;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Linux.Files;

namespace Ramus.Attachers.Flannel;

/// <summary>The plugin that flannel calls, with the configuration that is kept in a file for DEL.</summary>
internal static class FlannelDelegate
{
    private const string What = "configuration of flannel's delegate";

    /// <summary>Composes the configuration of the plugin, with sorted keys.</summary>
    public static byte[] Compose(PluginRequest request, FlannelConfig config, SubnetFile subnets)
    {
        var keys = new SortedDictionary<string, Action<JsonText>>(StringComparer.Ordinal);
        foreach (var property in config.Delegate.EnumerateObject())
        {
            keys[property.Name] = json => json.Raw(property.Value);
        }

        if (request.Config.TryGetObject("runtimeConfig", PluginRequest.What, out var arguments))
        {
            keys["runtimeConfig"] = json => json.Raw(arguments);
        }

        keys.TryAdd("type", static json => json.Text("bridge"));
        keys.TryAdd("ipMasq", json => json.Flag(!subnets.TranslatesAddresses));
        keys.TryAdd("mtu", json => json.Number(subnets.Mtu));
        if (!config.Delegate.TryGetProperty("type", out var type) || type.ValueEquals("bridge"u8))
        {
            keys.TryAdd("isGateway", static json => json.Flag(true));
        }

        keys["name"] = json => json.Text(request.Network);
        keys["cniVersion"] = json => json.Text(request.CniVersion);
        keys["ipam"] = json => WriteIpam(json, config.Ipam, subnets);
        return Write(new JsonText(), keys).ToArray();
    }

    /// <summary>The call for a composed configuration.</summary>
    /// <exception cref="ContractException">The configuration cannot be read.</exception>
    public static DelegateCall CallOf(PluginRequest request, byte[] config, string command)
    {
        var network = NetworkConfig.Parse(config, What);
        var plugin = network.Plugins[0].Element;
        return request.Call with
        {
            Command = command,
            Network = network,
            Index = 0,
            PreviousResult = null,
            Extra = plugin.TryGetKey("runtimeConfig", out var arguments) ? [new("runtimeConfig", arguments)] : [],
            Attachment = request.Call.Attachment! with { CapabilityArgs = null },
        };
    }

    /// <summary>Calls the plugin.</summary>
    /// <exception cref="CniException">The plugin failed.</exception>
    public static ReadOnlyMemory<byte> Execute(PluginRequest request, DelegateCall call) =>
        request.Delegates.Of(call.Plugin.Type).Execute(call);

    /// <summary>
    /// Keeps the configuration for DEL, also after a power failure. The plugin is called when the file is complete.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string directory, string containerId, byte[] config)
    {
        PosixFile.MakeDirectory(directory);
        using var file = GrowingFile.Create($"{directory}/{containerId}");
        file.Append(config);
        file.Flush();
    }

    private static void WriteIpam(JsonText json, JsonElement ipam, SubnetFile subnets)
    {
        var keys = new SortedDictionary<string, Action<JsonText>>(StringComparer.Ordinal);
        foreach (var property in ipam.EnumerateObject())
        {
            keys[property.Name] = text => text.Raw(property.Value);
        }

        keys.TryAdd("type", static text => text.Text("host-local"));
        keys["ranges"] = text =>
        {
            text.StartArray();
            foreach (var subnet in subnets.Subnets)
            {
                text.StartArray().StartObject().Key("subnet").Text(subnet.ToString()).EndObject().EndArray();
            }

            text.EndArray();
        };
        keys["routes"] = text => WriteRoutes(text, ipam, subnets);
        Write(json, keys);
    }

    private static void WriteRoutes(JsonText json, JsonElement ipam, SubnetFile subnets)
    {
        json.StartArray();
        foreach (var route in ipam.ItemsOf("routes"))
        {
            json.Raw(route);
        }

        foreach (var network in subnets.Networks)
        {
            json.StartObject().Key("dst").Text(network.ToString()).EndObject();
        }

        json.EndArray();
    }

    private static JsonText Write(JsonText json, SortedDictionary<string, Action<JsonText>> keys)
    {
        json.StartObject();
        foreach (var (key, write) in keys)
        {
            write(json.Key(key));
        }

        return json.EndObject();
    }
}
