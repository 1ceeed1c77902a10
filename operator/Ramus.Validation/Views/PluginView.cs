using Ramus.Validation.Json;

namespace Ramus.Validation.Views;

/// <summary>One plugin of a network's chain.</summary>
internal sealed class PluginView(NetworkView network, int index, string type, JsonView json)
{
    public NetworkView Network { get; } = network;

    public int Index { get; } = index;

    public string Type { get; } = type;

    public JsonView Json { get; } = json;

    public bool IsFirst => Index == 0;

    public PluginView? First => Network.Plugins.Count > 0 && Network.Plugins[0].IsFirst ? Network.Plugins[0] : null;

    /// <summary>The <c>ipam</c> object, or null.</summary>
    public JsonView? Ipam => Json.TryGet("ipam", out var ipam) && ipam.IsObject ? ipam : null;

    /// <summary>Type of the IPAM plugin; "" when there is none.</summary>
    public string IpamType => Ipam is { } ipam && ipam.TryText("type", out var type) ? type : "";

    public bool HasIpam => Ipam is { } ipam && ipam.HasText("type");

    public bool Declares(string capability) =>
        Json.TryGet("capabilities", out var declared) && declared.IsOn(capability);

    /// <summary>Whether there are rules for the plugin.</summary>
    public bool IsKnown { get; init; }
}
