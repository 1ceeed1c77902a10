using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;

namespace Ramus.Contract.NodeDisk;

/// <summary>
/// The configuration that the container runtime reads: our plugin with the default network as its delegate.
/// </summary>
public static class RamusConflist
{
    // Old runtimes read cniVersion. Newer ones use the highest of cniVersions, and then call STATUS and GC.
    private static readonly string[] Versions = ["0.3.1", "0.4.0", "1.0.0", "1.1.0"];

    /// <summary>Renders the file.</summary>
    /// <param name="settings">The plugin's settings.</param>
    /// <param name="source">The name of the file with the default network.</param>
    /// <param name="network">The default network.</param>
    /// <param name="appended">Plugin objects that other programs appended after ours.</param>
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

        WriteNetwork(json.EndObject().Key(PluginKeys.Delegates).StartArray(), network);
        settings.WriteTo(json.EndArray());
        json.EndObject();
    }

    // Copied as text, so that the order of keys and the digits of numbers do not change. The runtime runs a list that
    // names no version with the oldest one, and so do we: a version of ours could be too new for its plugins.
    private static void WriteNetwork(JsonText json, NetworkConfig network)
    {
        if (!network.LacksVersion)
        {
            json.Raw(network.Element);
            return;
        }

        json.StartObject().Key("cniVersion").Text(CniVersions.Oldest);
        foreach (var member in network.Element.EnumerateObject().Where(m => !GoKey.Same(m, "cniVersion")))
        {
            json.Key(member).Raw(member.Value);
        }

        json.EndObject();
    }
}
