using System.Text.Json;
using Ramus.Attachers.Calls;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Linux.Netlink;

namespace Ramus.Attachers.Links.Sriov;

/// <summary>
/// The settings of a virtual function that a network asks for. The configuration and the cache of sriov-cni have the
/// same keys for them. Null leaves a setting as it is.
/// </summary>
internal sealed record SriovSettings
{
    private const string Dot1Q = "802.1q", Dot1Ad = "802.1ad";

    private static readonly string[] LinkStates = ["auto", "enable", "disable"];

    /// <summary>The keys.</summary>
    public static IReadOnlyList<string> Keys { get; } =
        ["vlan", "vlanQoS", "vlanProto", "min_tx_rate", "max_tx_rate", "spoofchk", "trust", "link_state"];

    public VirtualFunctionVlan? Vlan { get; init; }

    /// <summary>In Mbit/s.</summary>
    public uint? MinRate { get; init; }

    /// <summary>In Mbit/s.</summary>
    public uint? MaxRate { get; init; }

    public bool? ChecksSpoofing { get; init; }

    public bool? IsTrusted { get; init; }

    /// <summary>The kernel's number of the state.</summary>
    public uint? LinkState { get; init; }

    public bool HasRates => MinRate is not null || MaxRate is not null;

    /// <summary>The first value that only the program knows; null for none.</summary>
    /// <exception cref="ContractException">A value has the wrong type.</exception>
    public static string? WhyUnknown(JsonElement config)
    {
        foreach (var key in (ReadOnlySpan<string>)["spoofchk", "trust"])
        {
            // For the program, every other text means "off".
            if (config.GetText(key, PluginRequest.What) is not (null or "" or "on" or "off"))
            {
                return $"the value of '{key}'";
            }
        }

        return null;
    }

    /// <summary>Reads the settings.</summary>
    /// <param name="json">A configuration, or the content of a cache.</param>
    /// <param name="what">Names it in messages.</param>
    /// <exception cref="CniException">A value is invalid.</exception>
    /// <exception cref="ContractException">A value has the wrong type.</exception>
    public static SriovSettings Read(JsonElement json, string what) => new()
    {
        Vlan = ReadVlan(json, what),
        MinRate = ReadRate(json, "min_tx_rate", what),
        MaxRate = ReadRate(json, "max_tx_rate", what),
        ChecksSpoofing = ReadSwitch(json, "spoofchk", what),
        IsTrusted = ReadSwitch(json, "trust", what),
        LinkState = ReadLinkState(json, what),
    };

    /// <summary>Writes the settings as the program writes them into its cache.</summary>
    public void Write(JsonText json)
    {
        WriteNumber(json, "vlan", Vlan?.Id);
        WriteNumber(json, "vlanQoS", Vlan?.Priority);
        json.Key("vlanProto");
        _ = Vlan is { } vlan ? json.Text(vlan.Protocol == VirtualFunctionVlan.Dot1Ad ? Dot1Ad : Dot1Q) : json.Null();
        WriteNumber(json, "min_tx_rate", MinRate);
        WriteNumber(json, "max_tx_rate", MaxRate);
        WriteSwitch(json, "spoofchk", ChecksSpoofing);
        WriteSwitch(json, "trust", IsTrusted);
        if (LinkState is { } state)
        {
            json.Key("link_state").Text(LinkStates[state]);
        }
    }

    private static VirtualFunctionVlan? ReadVlan(JsonElement json, string what)
    {
        var priority = json.GetInteger("vlanQoS", what);
        var protocol = json.GetText("vlanProto", what);
        if (json.GetInteger("vlan", what) is not { } id)
        {
            return priority is null && protocol is null
                ? null
                : throw PluginFailure.Of($"'{(priority is null ? "vlanProto" : "vlanQoS")}' needs the key 'vlan'");
        }

        RequireRange("vlan", id, 4094);
        RequireRange("vlanQoS", priority ?? 0, 7);
        var type = protocol?.ToLowerInvariant() switch
        {
            null or Dot1Q => VirtualFunctionVlan.Dot1Q,
            Dot1Ad => VirtualFunctionVlan.Dot1Ad,
            _ => throw PluginFailure.Of($"vlanProto is \"{Quote.Short(protocol)}\", but must be 802.1Q or 802.1ad"),
        };
        return id > 0 || (priority is null or 0 && type == VirtualFunctionVlan.Dot1Q)
            ? new VirtualFunctionVlan((int)id, (int)(priority ?? 0), type)
            : throw PluginFailure.Of("'vlanQoS' above 0 and 'vlanProto' 802.1ad need a 'vlan' above 0");
    }

    private static void RequireRange(string key, long value, long max)
    {
        if (value < 0 || value > max)
        {
            throw PluginFailure.Of($"{key} is {value}, but must be from 0 to {max}");
        }
    }

    private static uint? ReadRate(JsonElement json, string key, string what)
    {
        if (json.GetInteger(key, what) is not { } rate)
        {
            return null;
        }

        RequireRange(key, rate, uint.MaxValue);
        return (uint)rate;
    }

    private static bool? ReadSwitch(JsonElement json, string key, string what) =>
        json.GetText(key, what) is { Length: > 0 } text ? text == "on" : null;

    private static uint? ReadLinkState(JsonElement json, string what) =>
        json.GetText("link_state", what) is not { Length: > 0 } text ? null
            : Array.IndexOf(LinkStates, text) is >= 0 and var state ? (uint)state
            : throw PluginFailure.Of(
                $"link_state is \"{Quote.Short(text)}\", but must be one of {string.Join(", ", LinkStates)}");

    private static void WriteNumber(JsonText json, string key, long? value)
    {
        json.Key(key);
        _ = value is { } number ? json.Number(number) : json.Null();
    }

    private static void WriteSwitch(JsonText json, string key, bool? value)
    {
        if (value is { } isOn)
        {
            json.Key(key).Text(isOn ? "on" : "off");
        }
    }
}
