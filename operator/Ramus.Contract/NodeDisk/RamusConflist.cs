using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;

namespace Ramus.Contract.NodeDisk;

/// <summary>The configuration that the container runtime reads: our plugin around the default network.</summary>
public static class RamusConflist
{
    // Old runtimes read cniVersion; newer ones take the best of cniVersions, and then ask for STATUS and GC.
    private static readonly string[] Versions = ["0.3.1", "0.4.0", "1.0.0", "1.1.0"];

    /// <summary>Renders the file.</summary>
    /// <param name="settings">What the plugin must know.</param>
    /// <param name="source">The name of the file with the default network.</param>
    /// <param name="network">The default network.</param>
    /// <param name="appended">Plugin objects that others put behind ours.</param>
    public static byte[] Render(
        RamusConflistSettings settings, string source, NetworkConfig network, IReadOnlyList<JsonElement> appended)
    {
        var json = new JsonText(indent: 2).StartObject()
            .Key("cniVersion").Text("1.0.0")
            .Key("cniVersions").Texts(Versions)
            .Key("name").Text(NodeLayout.Plugin)
            .Key(PluginKeys.Source).Text(source)
            .Key("plugins").StartArray();
        WritePlugin(json, settings, network);
        foreach (var plugin in appended)
        {
            json.Raw(plugin);
        }

        return [.. json.EndArray().EndObject().ToArray(), (byte)'\n'];
    }

    private static void WritePlugin(JsonText json, RamusConflistSettings settings, NetworkConfig network)
    {
        json.StartObject().Key("type").Text(NodeLayout.Plugin).Key("capabilities").StartObject();
        foreach (var capability in network.Plugins.SelectMany(plugin => plugin.Capabilities)
            .Append(RuntimeAnnotations.Capability).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            json.Key(capability).Flag(true);
        }

        // As text: the order of keys and the digits of numbers stay as their owner wrote them.
        json.EndObject().Key(PluginKeys.Delegates).StartArray().Raw(network.Element).EndArray();
        settings.WriteTo(json);
        json.EndObject();
    }
}
