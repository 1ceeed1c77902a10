using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Contract.Selection;

/// <summary>The key <c>portMappings</c> of a selection.</summary>
internal static class RequestedPorts
{
    /// <summary>Every key that is read, in the order of <see cref="PortMapping"/>.</summary>
    public static readonly string[] Keys = ["hostPort", "containerPort", "protocol", "hostIP"];

    public static IReadOnlyList<PortMapping> Parse(JsonElement element, string what)
    {
        if (!element.TryGetList("portMappings", what, out var list))
        {
            return [];
        }

        if (list.GetArrayLength() == 0)
        {
            throw new ContractException(
                $"key 'portMappings' of {what} is an empty list: add a mapping or remove the key");
        }

        var mappings = new List<PortMapping>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
        {
            var name = $"port mapping {mappings.Count + 1} of {what}";
            mappings.Add(ParseOne(GoJson.RequireObject(item, name), name));
        }

        return mappings;
    }

    private static PortMapping ParseOne(JsonElement mapping, string what) =>
        new(Port(mapping, Keys[0], what), Port(mapping, Keys[1], what), Protocol(mapping, Keys[2], what),
            HostIp(mapping, Keys[3], what));

    private static int Port(JsonElement mapping, string key, string what) =>
        mapping.GetInteger(key, what) switch
        {
            null => throw new ContractException($"{what} has no '{key}': add a port from 1 to 65535"),
            >= 1 and <= 65535 and var port => (int)port,
            var other => throw new ContractException($"key '{key}' of {what}: {other} is not a port from 1 to 65535"),
        };

    private static string Protocol(JsonElement mapping, string key, string what)
    {
        var protocol = mapping.GetText(key, what);
        if (string.IsNullOrEmpty(protocol))
        {
            return "tcp";
        }

        return protocol.ToLowerInvariant() is "tcp" or "udp" or "sctp"
            ? protocol.ToLowerInvariant()
            : throw new ContractException(
                $"key '{key}' of {what}: \"{Quote.Short(protocol)}\" is not TCP, UDP or SCTP");
    }

    private static string? HostIp(JsonElement mapping, string key, string what)
    {
        var ip = mapping.GetText(key, what);
        if (string.IsNullOrEmpty(ip))
        {
            return null;
        }

        return IpText.TryParse(ip, out _)
            ? ip
            : throw new ContractException($"key '{key}' of {what}: \"{Quote.Short(ip)}\" is not an IP address");
    }
}
