using System.Net;
using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Contract.Selection;

/// <summary>The form of the annotation that is a JSON list of objects.</summary>
internal static class JsonForm
{
    /// <summary>Every key that is read: the keys of NPWG 1.3, section 4.1.2, and Multus' additions.</summary>
    public static readonly string[] Keys =
    [
        "name", "namespace", "interface", "interfaceRequest", "mac", "ips", "default-route", "bandwidth",
        "portMappings", "infiniband-guid", "deviceID", "ipam-claim-reference", "cni-args",
    ];

    public static List<NetworkSelection> Parse(string annotation, string defaultNamespace, string what)
    {
        var list = GoJson.Parse(Utf8Text.Bytes(annotation, what), what);
        if (list.ValueKind != JsonValueKind.Array)
        {
            throw new ContractException(
                $"{what}: expected a list, got {GoJson.NameOf(list.ValueKind)}; write [{{\"name\": ...}}]");
        }

        SelectionRules.RefuseTooMany(list.GetArrayLength(), what);
        var selections = new List<NetworkSelection>(list.GetArrayLength());
        foreach (var element in list.EnumerateArray())
        {
            var name = $"element {selections.Count + 1} of {what}";
            if (element.ValueKind == JsonValueKind.String)
            {
                throw new ContractException(
                    $"{name}: expected a JSON object, got a string; write {{\"name\": \"net-a\"}}, or only the names, "
                    + "separated by commas, without brackets and quotes");
            }

            selections.Add(ParseElement(GoJson.RequireObject(element, name), defaultNamespace, name));
        }

        return selections;
    }

    private static NetworkSelection ParseElement(JsonElement element, string defaultNamespace, string what) => new()
    {
        Name = Name(element, what),
        Namespace = Namespace(element, defaultNamespace, what),
        Interface = Interface(element, what),
        Mac = Mac(element, what),
        InfinibandGuid = InfinibandGuid(element, what),
        DeviceId = DeviceId(element, what),
        IpamClaimReference = IpamClaimReference(element, what),
        Ips = Ips(element, what),
        PortMappings = RequestedPorts.Parse(element, what),
        Bandwidth = RequestedBandwidth.Parse(element, what),
        CniArgs = element.TryGetObject("cni-args", what, out var args) ? args : null,
        DefaultRoute = DefaultRoute(element, what),
    };

    private static string Name(JsonElement element, string what)
    {
        var name = element.GetText("name", what);
        if (string.IsNullOrEmpty(name))
        {
            throw new ContractException(
                $"{what} has no 'name': add the name of a NetworkAttachmentDefinition");
        }

        return NetworkKey.IsValidName(name)
            ? name
            : throw Refuse("name", name, what, "is not a DNS-1123 name (lower case letters, digits, '-' and '.')");
    }

    private static string Namespace(JsonElement element, string defaultNamespace, string what)
    {
        var name = element.GetText("namespace", what);
        if (string.IsNullOrEmpty(name))
        {
            return defaultNamespace;
        }

        return NetworkKey.IsValidNamespace(name)
            ? name
            : throw Refuse("namespace", name, what, "is not a DNS-1123 label (lower case letters, digits and '-')");
    }

    private static string? Interface(JsonElement element, string what)
    {
        var name = element.GetText("interface", what);
        // The key's name before Multus 3.2; the new name wins.
        var old = element.GetText("interfaceRequest", what);
        if (string.IsNullOrEmpty(name))
        {
            name = old;
        }

        if (string.IsNullOrEmpty(name))
        {
            return null;
        }

        return InterfaceName.Refuse(name) is { } reason
            ? throw new ContractException($"key 'interface' of {what}: {reason}")
            : name;
    }

    private static string? Mac(JsonElement element, string what)
    {
        var text = element.GetText("mac", what);
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (!HardwareAddress.TryParse(text, out var mac))
        {
            throw Refuse("mac", text, what, "is not a hardware address like 02:00:5e:10:00:01");
        }

        // Go also reads addresses of InfiniBand here; no plugin with the capability mac creates such an interface.
        if (mac.Length != 6)
        {
            throw Refuse(
                "mac", text, what,
                $"has {mac.Length} bytes, but a MAC address has six, like 02:00:5e:10:00:01; request the GUID of an "
                + "InfiniBand device with 'infiniband-guid'");
        }

        return mac.IsMulticast || mac.IsZero
            ? throw Refuse(
                "mac", text, what,
                "is a multicast or all-zero address, which no interface can have; start it with 02")
            : mac.ToString();
    }

    private static string? InfinibandGuid(JsonElement element, string what)
    {
        var text = element.GetText("infiniband-guid", what);
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (!HardwareAddress.TryParse(text, out var guid) || guid.Length != 8)
        {
            throw Refuse("infiniband-guid", text, what, "is not 8 bytes like 02:00:5e:10:00:00:00:01");
        }

        return guid.IsZero || guid.IsBroadcast
            ? throw Refuse(
                "infiniband-guid", text, what,
                $"is all {(guid.IsZero ? "zeros" : "ones")}, which no device can have; write a GUID like "
                + "02:00:5e:10:00:00:00:01")
            : guid.ToString();
    }

    private static string? DeviceId(JsonElement element, string what)
    {
        var id = element.GetText("deviceID", what);
        if (string.IsNullOrEmpty(id))
        {
            return null;
        }

        foreach (var c in id)
        {
            if (char.IsControl(c) || char.IsWhiteSpace(c) || c == '/')
            {
                throw Refuse("deviceID", id, what, "contains white space, a control character or '/'");
            }
        }

        return id;
    }

    private static string? IpamClaimReference(JsonElement element, string what)
    {
        var claim = element.GetText("ipam-claim-reference", what);
        if (string.IsNullOrEmpty(claim))
        {
            return null;
        }

        return NetworkKey.IsValidName(claim)
            ? claim
            : throw Refuse("ipam-claim-reference", claim, what, "is not the name of an IPAMClaim");
    }

    private static IReadOnlyList<string> Ips(JsonElement element, string what)
    {
        if (!element.TryGetList("ips", what, out var list))
        {
            return [];
        }

        if (list.GetArrayLength() == 0)
        {
            throw new ContractException($"key 'ips' of {what} is an empty list: add an address or remove the key");
        }

        var ips = element.GetTexts("ips", what);
        foreach (var ip in ips)
        {
            var isPrefix = ip.Contains('/');
            IPAddress? address;
            if (isPrefix ? !IpText.TryParsePrefix(ip, out address, out _) : !IpText.TryParse(ip, out address))
            {
                throw Refuse("ips", ip, what, isPrefix
                    ? "is not an IP address with a prefix length like 192.0.2.7/24"
                    : "is not an IP address");
            }

            if (IpText.WhyNotOfInterface(address) is { } kind)
            {
                throw Refuse(
                    "ips", ip, what, $"is {kind}, which no interface of a pod can have; request another address");
            }
        }

        return ips;
    }

    private static List<IPAddress>? DefaultRoute(JsonElement element, string what)
    {
        if (!element.TryGetList("default-route", what, out _))
        {
            return null;
        }

        var gateways = new List<IPAddress>();
        foreach (var text in element.GetTexts("default-route", what))
        {
            gateways.Add(IpText.TryParse(text, out var gateway)
                ? gateway
                : throw Refuse("default-route", text, what, "is not the IP address of a gateway"));
        }

        return gateways;
    }

    private static ContractException Refuse(string key, string value, string what, string reason) =>
        new($"key '{key}' of {what}: \"{Quote.Short(value)}\" {reason}");
}
