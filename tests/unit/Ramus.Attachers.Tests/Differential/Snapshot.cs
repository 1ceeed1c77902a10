using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ramus.Attachers.Tests.Differential;

/// <summary>
/// A text that is equal for two worlds with equal state: random names and addresses are numbered, and values that
/// depend on time or on the kernel's counters are left out.
/// </summary>
internal static partial class Snapshot
{
    /// <summary>
    /// Prints the state of a namespace. Left out: <c>ndisc_notify</c> and <c>keep_addr_on_down</c>, which plugins set
    /// since version 1.4 only.
    /// </summary>
    public const string Script = """
        ip -j -d address show
        ip -j route show table all
        ip -6 -j route show table all
        ip -j rule show
        ip -6 -j rule show
        tc -j qdisc show
        for link in $(tc qdisc show | sed -n 's/^qdisc ingress .* dev \([^ ]*\) .*/\1/p'); do
          tc filter show dev $link parent ffff:
        done
        cd /proc/sys/net
        grep -H . core/somaxconn ipv4/ip_forward ipv4/ip_local_port_range ipv4/conf/*/arp_notify \
          ipv4/conf/*/arp_filter ipv6/conf/*/accept_dad ipv6/conf/*/accept_ra ipv6/conf/*/disable_ipv6 \
          ipv6/conf/all/forwarding
        """;

    private static readonly string[] Volatile =
    [
        "ifindex", "link_index", "link_netnsid", "root_id", "bridge_id", "designated_root", "designated_bridge",

        // Before version 1.2, plugins set it to 0, which makes queues drop everything.
        "txqlen",
    ];

    public static string Of(
        IEnumerable<(string Title, string Text)> parts, params (string Path, string Name)[] places)
    {
        var text = new StringBuilder();
        foreach (var (title, content) in parts)
        {
            text.Append(CultureInfo.InvariantCulture, $"{title}\n");
            foreach (var line in content.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                Append(text, line);
            }
        }

        foreach (var (path, name) in places)
        {
            text.Replace(path, name);
        }

        return Numbered(Numbered(text.ToString(), RandomNames(), "veth"), RandomMacs(), "mac");
    }

    private static void Append(StringBuilder text, string content)
    {
        if (!content.StartsWith('[') && !content.StartsWith('{'))
        {
            text.Append(content).Append('\n');
            return;
        }

        using var json = JsonDocument.Parse(content);
        if (json.RootElement.ValueKind != JsonValueKind.Array)
        {
            text.Append(Canonical(json.RootElement)).Append('\n');
            return;
        }

        foreach (var item in json.RootElement.EnumerateArray().Where(item => !IsOfTheKernel(item)))
        {
            text.Append("  ").Append(Canonical(item)).Append('\n');
        }
    }

    // Addresses and routes that the kernel makes of the hardware address, at its own time.
    private static bool IsOfTheKernel(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object
        && (Text(item, "dst").StartsWith("fe80:", StringComparison.Ordinal)
            || Text(item, "dst").StartsWith("ff00:", StringComparison.Ordinal)
            || (Text(item, "family") == "inet6" && Text(item, "scope") == "link"));

    private static string Text(JsonElement item, string key) =>
        item.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static string Canonical(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => $"{{{string.Join(", ", element.EnumerateObject()
            .Where(property => !IsVolatile(property))
            .OrderBy(property => property.Name, StringComparer.Ordinal)
            .Select(property => $"{property.Name}: {Canonical(property.Value)}"))}}}",
        JsonValueKind.Array => $"[{string.Join(", ", element.EnumerateArray()
            .Where(item => !IsOfTheKernel(item)).Select(Canonical))}]",
        _ => element.GetRawText(),
    };

    // Newer versions of libcni do not write an empty object for DNS.
    private static bool IsVolatile(JsonProperty property) => Volatile.Contains(property.Name)
        || property.Name.EndsWith("_timer", StringComparison.Ordinal)
        || (property.NameEquals("dns") && !property.Value.EnumerateObject().Any());

    private static string Numbered(string text, Regex pattern, string name)
    {
        var numbers = new Dictionary<string, string>();
        return pattern.Replace(text, match =>
        {
            if (!numbers.TryGetValue(match.Value, out var number))
            {
                numbers[match.Value] = number = $"{name}#{numbers.Count}";
            }

            return number;
        });
    }

    [GeneratedRegex("veth[0-9a-f]{8}")]
    private static partial Regex RandomNames();

    // Those of the tests begin with 02:00:00.
    [GeneratedRegex("(?!02:00:00|00:00:00|ff:ff:ff)([0-9a-f]{2}:){5}[0-9a-f]{2}")]
    private static partial Regex RandomMacs();
}
