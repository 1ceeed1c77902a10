using System.Text.Json;
using Ramus.Attachers.Calls;
using Ramus.Attachers.Pods;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;
using Ramus.Linux.Netlink;

namespace Ramus.Attachers.Links.Sriov;

/// <summary>What DEL needs: the function, the settings that ADD changed, and their values before ADD.</summary>
internal sealed record SavedFunction
{
    private const string What = "cache of sriov";

    /// <summary>The function's address on the PCI bus.</summary>
    public required string DeviceId { get; init; }

    /// <summary>The name of the card's own interface.</summary>
    public required string Card { get; init; }

    /// <summary>The settings that ADD changed.</summary>
    public required SriovSettings Settings { get; init; }

    /// <summary>The hardware address that ADD chose.</summary>
    public ReadOnlyMemory<byte>? ChosenMac { get; init; }

    /// <summary>The function's settings before ADD.</summary>
    public required VirtualFunction Before { get; init; }

    /// <summary>The name of its interface on the node; null when a program in the pod drives it.</summary>
    public string? HostName { get; init; }

    /// <summary>The hardware address of its interface before ADD; null when it is unknown.</summary>
    public ReadOnlyMemory<byte>? Mac { get; init; }

    /// <summary>The MTU of its interface before ADD; 0 when it is unknown.</summary>
    public int Mtu { get; init; }

    /// <summary>The MTU of the result.</summary>
    public int ResultMtu { get; init; }

    /// <summary>Reads the content of a cache.</summary>
    /// <exception cref="CniException">A value is invalid.</exception>
    /// <exception cref="ContractException">It is not JSON, or a value has the wrong type.</exception>
    public static SavedFunction Read(ReadOnlyMemory<byte> content)
    {
        var json = GoJson.ParseObject(content, What);
        _ = json.TryGetObject("OrigVfState", What, out var before);
        return new SavedFunction
        {
            DeviceId = json.GetText("deviceID", What) ?? "",
            Card = json.GetText("Master", What) ?? "",
            Settings = SriovSettings.Read(json, What),
            ChosenMac = RequestedMac.Parse(json.GetText("MAC", What)),
            Before = ReadFunction(before) with { Number = (int)Number(json, "VFID") },
            HostName = before.GetText("HostIFName", What) is { Length: > 0 } name ? name : null,
            Mac = RequestedMac.Parse(before.GetText("EffectiveMAC", What)),
            Mtu = (int)Number(before, "MTU"),
            ResultMtu = (int)Number(json, "MTU"),
        };
    }

    /// <summary>The content of the cache, with the keys of sriov-cni, which reads it when it runs DEL.</summary>
    public byte[] ToJson(PluginRequest request)
    {
        var json = new JsonText().StartObject();
        json.Key("cniVersion").Text(request.CniVersion).Key("name").Text(request.Network).Key("type").Text("sriov");
        json.Key("ipam").StartObject();
        if (request.IpamType is { } ipam)
        {
            json.Key("type").Text(ipam);
        }

        json.EndObject().Key("deviceID").Text(DeviceId).Key("Master").Text(Card).Key("VFID").Number(Before.Number);
        json.Key("MAC").Text(ChosenMac is { } chosen ? TextOf(chosen) : "").Key("MTU").Number(ResultMtu);
        Settings.Write(json);
        json.Key("OrigVfState").StartObject();
        json.Key("HostIFName").Text(HostName ?? "");
        json.Key("SpoofChk").Flag(Before.ChecksSpoofing).Key("Trust").Flag(Before.IsTrusted);
        json.Key("AdminMAC").Text(TextOf(Before.Address)).Key("EffectiveMAC").Text(Mac is { } mac ? TextOf(mac) : "");
        json.Key("Vlan").Number(Before.Vlan.Id).Key("VlanQoS").Number(Before.Vlan.Priority);
        json.Key("VlanProto").Number(Before.Vlan.Protocol);
        json.Key("MinTxRate").Number(Before.MinRate).Key("MaxTxRate").Number(Before.MaxRate);
        json.Key("LinkState").Number(Before.LinkState).Key("MTU").Number(Mtu);
        return json.EndObject().EndObject().ToArray();
    }

    private static string TextOf(ReadOnlyMemory<byte> mac) => HardwareAddress.Of(mac.Span).ToString();

    private static VirtualFunction ReadFunction(JsonElement before) => new(0)
    {
        Address = RequestedMac.Parse(before.GetText("AdminMAC", What)) ?? default,
        Vlan = new(
            (int)Number(before, "Vlan"),
            (int)Number(before, "VlanQoS"),
            (ushort)Number(before, "VlanProto") is not 0 and var protocol ? protocol : VirtualFunctionVlan.Dot1Q),
        MinRate = (uint)Number(before, "MinTxRate"),
        MaxRate = (uint)Number(before, "MaxTxRate"),
        ChecksSpoofing = before.GetFlag("SpoofChk", What),
        IsTrusted = before.GetFlag("Trust", What),
        LinkState = (uint)Number(before, "LinkState"),
    };

    private static long Number(JsonElement json, string key) => json.GetInteger(key, What) ?? 0;
}
