using Ramus.Validation.Json;
using Ramus.Validation.Plugins;

namespace Ramus.Validation.Ipam;

/// <summary>The <c>ipam</c> object of a plugin.</summary>
internal sealed class IpamView(PluginView plugin, string type, JsonView json)
{
    public PluginView Plugin { get; } = plugin;

    public string Type { get; } = type;

    public JsonView Json { get; } = json;
}
