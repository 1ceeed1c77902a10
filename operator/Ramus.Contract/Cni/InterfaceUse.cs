using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Contract.Cni;

/// <summary>
/// An interface of the node that a plugin uses for one attachment, and that the kernel does not let every other
/// attachment use at the same time.
/// </summary>
/// <param name="Type">The plugin's type.</param>
/// <param name="Key">The key that names the interface.</param>
/// <param name="Name">The interface.</param>
public sealed record InterfaceUse(string Type, string Key, string Name)
{
    private const string What = "plugin configuration";

    private bool IsPassthru { get; init; }

    private long VlanId { get; init; }

    /// <summary>
    /// The use by a plugin; null when the plugin shares every interface, or its configuration names none.
    /// </summary>
    /// <exception cref="ContractException">A value has a wrong type.</exception>
    public static InterfaceUse? Of(JsonElement config) => config.GetText("type", What) switch
    {
        "macvlan" => Named("macvlan", "master", config) is { } use
            ? use with { IsPassthru = config.GetText("mode", What) == "passthru" }
            : null,
        "ipvlan" => Named("ipvlan", "master", config),
        "vlan" => Named("vlan", "master", config) is { } use
            ? use with { VlanId = config.GetInteger("vlanId", What) ?? 0 }
            : null,
        "host-device" => Named("host-device", "device", config),
        _ => null,
    };

    /// <summary>
    /// Why both uses are impossible at the same time, as a part of a sentence; null when they are possible.
    /// </summary>
    public string? WhyNotWith(InterfaceUse other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Name != other.Name ? null : (Type, other.Type) switch
        {
            ("host-device", "host-device") => "only one attachment can have a device",
            ("macvlan", "macvlan") when IsPassthru || other.IsPassthru =>
                "mode passthru allows only one macvlan interface on a master",
            ("macvlan", "ipvlan") or ("ipvlan", "macvlan") =>
                "the kernel allows only one of macvlan and ipvlan on a master",
            ("vlan", "vlan") when VlanId == other.VlanId => "a VLAN can be used only once on a master",
            _ => null,
        };
    }

    private static InterfaceUse? Named(string type, string key, JsonElement config) =>
        config.GetText(key, What) is { Length: > 0 } name && !config.GetFlag("linkInContainer", What)
            ? new InterfaceUse(type, key, name)
            : null;
}
