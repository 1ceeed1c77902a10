using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Fuzz.Targets;

/// <summary>
/// Writes selections in the JSON form of the annotation, to check that parsing returns the same selections.
/// </summary>
internal static class SelectionText
{
    public static string Write(IReadOnlyList<NetworkSelection> selections)
    {
        var json = new JsonText().StartArray();
        foreach (var selection in selections)
        {
            json.StartObject().Key("name").Text(selection.Name).Key("namespace").Text(selection.Namespace);
            Add(json, "interface", selection.Interface);
            Add(json, "mac", selection.Mac);
            Add(json, "infiniband-guid", selection.InfinibandGuid);
            Add(json, "deviceID", selection.DeviceId);
            Add(json, "ipam-claim-reference", selection.IpamClaimReference);
            if (selection.Ips.Count > 0)
            {
                json.Key("ips").Texts(selection.Ips);
            }

            WritePorts(json, selection.PortMappings);
            if (selection.Bandwidth is { } bandwidth)
            {
                WriteBandwidth(json.Key("bandwidth").StartObject(), bandwidth);
            }

            if (selection.CniArgs is { } arguments)
            {
                json.Key("cni-args").Raw(arguments);
            }

            if (selection.DefaultRoute is { } gateways)
            {
                json.Key("default-route").Texts([.. gateways.Select(gateway => gateway.ToString())]);
            }

            json.EndObject();
        }

        return json.EndArray().ToString();
    }

    private static void WritePorts(JsonText json, IReadOnlyList<PortMapping> ports)
    {
        if (ports.Count == 0)
        {
            return;
        }

        json.Key("portMappings").StartArray();
        foreach (var port in ports)
        {
            json.StartObject().Key("hostPort").Number(port.HostPort).Key("containerPort").Number(port.ContainerPort);
            Add(json, "protocol", port.Protocol);
            Add(json, "hostIP", port.HostIp);
            json.EndObject();
        }

        json.EndArray();
    }

    private static void WriteBandwidth(JsonText json, Bandwidth bandwidth)
    {
        Add(json, "ingressRate", bandwidth.IngressRate);
        Add(json, "ingressBurst", bandwidth.IngressBurst);
        Add(json, "egressRate", bandwidth.EgressRate);
        Add(json, "egressBurst", bandwidth.EgressBurst);
        json.EndObject();
    }

    private static void Add(JsonText json, string key, string? text)
    {
        if (text is not null)
        {
            json.Key(key).Text(text);
        }
    }

    private static void Add(JsonText json, string key, long? number)
    {
        if (number is { } value)
        {
            json.Key(key).Number(value);
        }
    }
}
