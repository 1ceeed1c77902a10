using System.Globalization;
using System.Text;
using Ramus.Attachers.Addresses;
using Ramus.Attachers.Calls;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Linux.Files;

namespace Ramus.Attachers.Flannel;

/// <summary>The node's subnets, as the flannel daemon writes them: lines KEY=VALUE.</summary>
internal sealed record SubnetFile
{
    private const int MaxBytes = 1 << 16;

    /// <summary>The cluster's networks, IPv4 before IPv6.</summary>
    public required IReadOnlyList<IpPrefix> Networks { get; init; }

    /// <summary>The node's subnets, IPv4 before IPv6.</summary>
    public required IReadOnlyList<IpPrefix> Subnets { get; init; }

    /// <summary>In bytes.</summary>
    public required uint Mtu { get; init; }

    /// <summary>The daemon translates the addresses of packets to other networks.</summary>
    public required bool TranslatesAddresses { get; init; }

    /// <summary>Reads the file.</summary>
    /// <exception cref="CniException">It is missing, or a value is missing or invalid.</exception>
    public static SubnetFile Read(string path)
    {
        var values = Parse(
            BoundedFile.TryRead(path, MaxBytes) ?? throw Failed($"open {path}: no such file or directory"));
        string?[] missing =
        [
            Missing(values, "FLANNEL_NETWORK", "FLANNEL_IPV6_NETWORK"),
            Missing(values, "FLANNEL_SUBNET", "FLANNEL_IPV6_SUBNET"),
            Missing(values, "FLANNEL_MTU"), Missing(values, "FLANNEL_IPMASQ"),
        ];
        var keys = string.Join(", ", missing.OfType<string>());
        return keys.Length > 0
            ? throw Failed($"{path} is missing {keys}")
            : new SubnetFile
            {
                Networks = [.. Prefixes(values, "FLANNEL_NETWORK"), .. Prefixes(values, "FLANNEL_IPV6_NETWORK")],
                Subnets =
                [
                    .. Prefixes(values, "FLANNEL_SUBNET", mostValues: 1),
                    .. Prefixes(values, "FLANNEL_IPV6_SUBNET", mostValues: 1),
                ],
                Mtu = uint.TryParse(values["FLANNEL_MTU"], NumberStyles.None, CultureInfo.InvariantCulture, out var mtu)
                    ? mtu
                    : throw Failed($"FLANNEL_MTU is \"{Quote.Short(values["FLANNEL_MTU"])}\""),
                TranslatesAddresses = values["FLANNEL_IPMASQ"] == "true",
            };
    }

    private static Dictionary<string, string> Parse(byte[] content)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in Encoding.UTF8.GetString(content).Split('\n'))
        {
            if (line.TrimEnd('\r').Split('=', 2) is [var key, var value])
            {
                values[key] = value;
            }
        }

        return values;
    }

    private static string? Missing(Dictionary<string, string> values, params string[] keys) =>
        Array.Exists(keys, values.ContainsKey) ? null : string.Join(", ", keys);

    private static IEnumerable<IpPrefix> Prefixes(
        Dictionary<string, string> values, string key, int mostValues = int.MaxValue)
    {
        if (!values.TryGetValue(key, out var text))
        {
            return [];
        }

        var parts = mostValues == 1 ? [text] : text.Split(',');
        return parts.Select(part => IpPrefix.TryParse(part, out var prefix)
            ? prefix with { Address = prefix.Network }
            : throw Failed($"invalid CIDR address: {Quote.Short(part)}")).Distinct();
    }

    private static CniException Failed(string reason) => PluginFailure.Of(
        $"failed to load flannel 'subnet.env' file: {reason}. Check the flannel pod log for this node.");
}
