using Ramus.Validation.Json;

namespace Ramus.Validation.Views;

/// <summary>The <c>ipam</c> object of a plugin.</summary>
internal sealed class IpamView(PluginView plugin, string type, JsonView json)
{
    public PluginView Plugin { get; } = plugin;

    public string Type { get; } = type;

    public JsonView Json { get; } = json;
}
