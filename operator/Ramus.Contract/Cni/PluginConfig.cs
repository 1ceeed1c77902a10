using System.Text.Json;

namespace Ramus.Contract.Cni;

/// <summary>One plugin object of a network configuration.</summary>
public sealed class PluginConfig
{
    internal PluginConfig(string type, JsonElement element, IReadOnlySet<string> capabilities)
    {
        Type = type;
        Element = element;
        Capabilities = capabilities;
    }

    /// <summary>File name of the plugin's program.</summary>
    public string Type { get; }

    /// <summary>The object exactly as given.</summary>
    public JsonElement Element { get; }

    /// <summary>Capabilities that the plugin declares true.</summary>
    public IReadOnlySet<string> Capabilities { get; }
}
