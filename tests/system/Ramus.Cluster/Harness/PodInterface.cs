using System.Text.Json.Nodes;

namespace Ramus.Cluster.Harness;

/// <summary>A network interface as the kernel shows it.</summary>
public sealed record PodInterface(string Name, string Mac, int Mtu, IReadOnlyList<string> Addresses)
{
    /// <summary>The first address, without the prefix length.</summary>
    public string Ip => Addresses[0].Split('/')[0];

    /// <param name="link">One element of `ip -json address`.</param>
    public static PodInterface From(JsonNode link) => new(
        (string)link["ifname"]!,
        (string)link["address"]!,
        (int)link["mtu"]!,
        [.. link["addr_info"]!.AsArray()
            .Where(address => (string?)address!["scope"] == "global")
            .Select(address => $"{address!["local"]}/{address["prefixlen"]}")]);
}
