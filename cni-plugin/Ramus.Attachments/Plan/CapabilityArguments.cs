using System.Text.Json;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Attachments.Plan;

/// <summary>
/// Turns the wishes of a selection into capability arguments (NPWG 4.1.2). A wish that no plugin of the chain can take
/// is refused: it would be lost in silence.
/// </summary>
public static class CapabilityArguments
{
    /// <summary>The arguments of <paramref name="selection"/>; null when it wishes nothing.</summary>
    /// <exception cref="CniException">A wish that nobody in <paramref name="network"/> can take.</exception>
    public static JsonElement? For(NetworkSelection selection, string? device, NetworkConfig network)
    {
        var wishes = new List<(string Capability, Action<JsonText> Write)>();
        if (selection.Ips.Count > 0)
        {
            wishes.Add(("ips", json => json.Texts(selection.Ips)));
        }

        if (selection.Mac is { } mac)
        {
            wishes.Add(("mac", json => json.Text(mac)));
        }

        if (selection.InfinibandGuid is { } guid)
        {
            wishes.Add(("infinibandGUID", json => json.Text(guid)));
        }

        if (selection.PortMappings.Count > 0)
        {
            wishes.Add(("portMappings", json => WritePorts(json, selection.PortMappings)));
        }

        if (selection.Bandwidth is { } bandwidth)
        {
            wishes.Add(("bandwidth", json => WriteBandwidth(json, bandwidth)));
        }

        foreach (var (capability, _) in wishes)
        {
            RefuseUnheard(capability, network);
        }

        // Every network of a device gets its id; plugins that take it by capability are the fewer ones, so nobody is
        // asked. A device that the pod names is this one, see DeviceAllocation.
        if (device is { } id)
        {
            wishes.Add(("deviceID", json => json.Text(id)));
        }

        return wishes.Count == 0 ? null : Write(wishes);
    }

    /// <summary>The argument of an allocated device.</summary>
    public static JsonElement OfDevice(string device) => Write([("deviceID", json => json.Text(device))]);

    /// <summary>Both sets of arguments; where a key is in both, <paramref name="stronger"/> wins.</summary>
    public static JsonElement? Merge(JsonElement? weaker, JsonElement? stronger)
    {
        if (weaker is not { ValueKind: JsonValueKind.Object } first || stronger is not { } second)
        {
            return stronger ?? weaker;
        }

        var members = new List<(string, Action<JsonText>)>();
        foreach (var member in second.EnumerateObject())
        {
            members.Add((member.Name, json => json.Raw(member.Value)));
        }

        foreach (var member in first.EnumerateObject())
        {
            if (!second.TryGetProperty(member.Name, out _))
            {
                members.Add((member.Name, json => json.Raw(member.Value)));
            }
        }

        return Write(members);
    }

    /// <summary>
    /// The arguments that some plugin of <paramref name="network"/> declares; null when none is left. What nobody
    /// declares (in the main the pod's annotations) has no business in the attachment's record.
    /// </summary>
    public static JsonElement? Declared(JsonElement? arguments, NetworkConfig network) => CapabilitySelection.Choose(
        arguments, name => network.Plugins.Any(plugin => plugin.Capabilities.Contains(name)));

    private static void RefuseUnheard(string capability, NetworkConfig network)
    {
        foreach (var plugin in network.Plugins)
        {
            if (plugin.Capabilities.Contains(capability) || LegacyArguments.Takes(plugin, capability))
            {
                return;
            }
        }

        throw new CniException(
            CniErrorCode.UnsupportedField,
            $"the pod's annotation asks for '{capability}', but no plugin of the network takes it",
            $"add \"capabilities\": {{\"{capability}\": true}} to a plugin of the network that supports it, "
            + "or drop the request");
    }

    private static JsonElement Write(List<(string Name, Action<JsonText> Write)> members)
    {
        var json = new JsonText().StartObject();
        foreach (var (name, write) in members)
        {
            write(json.Key(name));
        }

        return JsonDocument.Parse(json.EndObject().ToArray()).RootElement;
    }

    private static void WritePorts(JsonText json, IReadOnlyList<PortMapping> ports)
    {
        json.StartArray();
        foreach (var port in ports)
        {
            json.StartObject()
                .Key("hostPort").Number(port.HostPort)
                .Key("containerPort").Number(port.ContainerPort)
                .Key("protocol").Text(port.Protocol);
            if (port.HostIp is { Length: > 0 } address)
            {
                json.Key("hostIP").Text(address);
            }

            json.EndObject();
        }

        json.EndArray();
    }

    private static void WriteBandwidth(JsonText json, Bandwidth bandwidth)
    {
        json.StartObject();
        WriteNumber("ingressRate", bandwidth.IngressRate);
        WriteNumber("ingressBurst", bandwidth.IngressBurst);
        WriteNumber("egressRate", bandwidth.EgressRate);
        WriteNumber("egressBurst", bandwidth.EgressBurst);
        json.EndObject();

        void WriteNumber(string name, long? value)
        {
            if (value is { } number)
            {
                json.Key(name).Number(number);
            }
        }
    }
}
