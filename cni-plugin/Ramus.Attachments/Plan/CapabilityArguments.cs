using System.Text.Json;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Network;
using Ramus.Contract.Selection;

namespace Ramus.Attachments.Plan;

/// <summary>
/// Turns the requests of a selection into capability arguments (NPWG 4.1.2).
/// </summary>
public static class CapabilityArguments
{
    /// <summary>The arguments of <paramref name="selection"/>; null when it requests none.</summary>
    /// <param name="selection">The requests of the pod.</param>
    /// <param name="device">The device that was allocated for the network; null for none.</param>
    /// <param name="network">The network.</param>
    /// <param name="allowsUnknown">
    /// Whether a request for an address is accepted when none of the plugins is known to read it.
    /// </param>
    /// <exception cref="CniException">No plugin of <paramref name="network"/> accepts a request.</exception>
    public static JsonElement? For(
        NetworkSelection selection, string? device, NetworkConfig network, bool allowsUnknown = false)
    {
        if (RequestRefusal.Of(selection, network, allowsUnknown) is { } refusal)
        {
            throw new CniException(CniErrorCode.UnsupportedField, refusal.Why, refusal.ToDo);
        }

        var requests = Requests(selection);

        // Every network with a device gets the device's ID, without a check that a plugin declares the capability,
        // because few plugins do. DeviceAllocation ensures that a device named by the pod is this one.
        if (device is { } id)
        {
            requests.Add(("deviceID", json => json.Text(id)));
        }

        return requests.Count == 0 ? null : Write(requests);
    }

    private static List<(string Capability, Action<JsonText> Write)> Requests(NetworkSelection selection)
    {
        var requests = new List<(string Capability, Action<JsonText> Write)>();
        if (selection.Ips.Count > 0)
        {
            requests.Add((RequestReaders.Ips, json => json.Texts(selection.Ips)));
        }

        if (selection.Mac is { } mac)
        {
            requests.Add((RequestReaders.Mac, json => json.Text(mac)));
        }

        if (selection.InfinibandGuid is { } guid)
        {
            requests.Add((RequestRefusal.InfinibandGuid, json => json.Text(guid)));
        }

        if (selection.PortMappings.Count > 0)
        {
            requests.Add((RequestRefusal.PortMappings, json => WritePorts(json, selection.PortMappings)));
        }

        if (selection.Bandwidth is { } bandwidth)
        {
            requests.Add((RequestRefusal.Bandwidth, json => WriteBandwidth(json, bandwidth)));
        }

        return requests;
    }

    /// <summary>The capability argument for an allocated device.</summary>
    public static JsonElement OfDevice(string device) => Write([("deviceID", json => json.Text(device))]);

    /// <summary>Both sets of arguments; if both have a key, <paramref name="stronger"/> wins.</summary>
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
    /// The arguments that at least one plugin of <paramref name="network"/> declares; null when there are none. Others
    /// (mainly the pod's annotations) do not belong in the attachment's record.
    /// </summary>
    public static JsonElement? Declared(JsonElement? arguments, NetworkConfig network) => CapabilitySelection.Choose(
        arguments, name => network.Plugins.Any(plugin => plugin.Capabilities.Contains(name)));

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
