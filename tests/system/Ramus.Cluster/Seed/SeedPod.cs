using System.Net;
using System.Text.Json.Nodes;

namespace Ramus.Cluster.Seed;

/// <summary>A row's expectations of one pod.</summary>
public sealed class SeedPod(string key, JsonNode data)
{
    /// <summary>The name of the cluster's own network, which the rows do not define.</summary>
    public const string DefaultNetwork = "cbr0";

    public string Namespace { get; } = key.Split('/')[0];

    public string Name { get; } = key.Split('/')[1];

    public IReadOnlyList<JsonNode> Interfaces => [.. data["interfaces"]!.AsArray().Select(link => link!)];

    public IReadOnlyList<(string Interface, string? Gateway)> DefaultRoutes =>
        [.. data["defaultRoutes"]!.AsObject().Select(route => (route.Key, (string?)route.Value))];

    /// <summary>The names of the network-status entries.</summary>
    public IReadOnlyList<string> Status =>
        [.. data["status"]!.AsArray().Select(name => (string?)name ?? DefaultNetwork)];

    public IEnumerable<KeyValuePair<string, JsonNode?>> Gateways => data["gateways"]?.AsObject() ?? [];

    public IEnumerable<KeyValuePair<string, JsonNode?>> Dns => data["dns"]?.AsObject() ?? [];

    public IEnumerable<KeyValuePair<string, JsonNode?>> Sysctls => data["sysctls"]?.AsObject() ?? [];

    /// <summary>The host ports that lead to the pod.</summary>
    public IEnumerable<int> HostPorts =>
        (data["hostPorts"]?.AsObject() ?? []).Select(port => int.Parse(port.Key, InvariantCulture));

    /// <summary>True when an interface has the expected address, or one in the expected range.</summary>
    public static bool IsExpected(JsonNode link, string address)
    {
        if (link["address"] is { } exact)
        {
            return address == (string)exact!;
        }

        var subnet = IPNetwork.Parse((string)link["subnet"]!);
        var parts = address.Split('/');
        var ip = IPAddress.Parse(parts[0]);
        return subnet.Contains(ip)
            && parts[1] == subnet.PrefixLength.ToString(InvariantCulture)
            && Number(ip) >= Number(Bound(link, "from") ?? subnet.BaseAddress)
            && (Bound(link, "to") is not { } to || Number(ip) <= Number(to));
    }

    private static IPAddress? Bound(JsonNode link, string key) =>
        link[key] is { } bound ? IPAddress.Parse((string)bound!) : null;

    private static uint Number(IPAddress address) =>
        address.GetAddressBytes().Aggregate(0u, (sum, part) => sum << 8 | part);
}
