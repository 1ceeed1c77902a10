using System.Globalization;
using Ramus.Contract.Json;
using Ramus.Validation.Addresses;
using Ramus.Validation.Rules;
using Ramus.Validation.Views;

namespace Ramus.Validation.Plugins;

/// <summary>Comma-separated lists of prefixes for ovn-k8s-cni-overlay.</summary>
internal static class OvnSubnetText
{
    public static void Check(PluginView view, Findings findings)
    {
        view.Json.TryText("topology", out var topology);
        view.Json.TryText("role", out var role);
        var subnets = new PrefixSet();
        if (!view.Json.HasText("subnets"))
        {
            if (topology == "layer3" || (topology == "layer2" && role == "primary"))
            {
                findings.Add(
                    RuleBook.OvnSubnets,
                    view.Json.PathOf("subnets"),
                    $"topology {topology} needs addresses; add \"subnets\": \"10.100.0.0/16"
                    + (topology == "layer3" ? "/24\"" : "\""));
            }
        }
        else if (view.Json.TryText("subnets", out var text))
        {
            Read(view, text, topology == "layer3", subnets, findings);
        }

        CheckExcluded(view, subnets, findings);
    }

    private static void Read(PluginView view, string text, bool isLayer3, PrefixSet subnets, Findings findings)
    {
        foreach (var item in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var parts = item.Split('/');
            var isGood = Prefix.TryParse(string.Join('/', parts.Take(2)), out var subnet)
                && parts.Length <= (isLayer3 ? 3 : 2)
                && (parts.Length < 3 || IsHostLength(parts[2], subnet));
            if (isGood)
            {
                subnets.Add(subnet);
                continue;
            }

            findings.Add(
                RuleBook.OvnSubnets,
                view.Json.PathOf("subnets"),
                $"\"{Quote.Short(item)}\" is not a subnet; write "
                + (isLayer3
                    ? "a prefix with the prefix length of each node, like 10.100.0.0/16/24"
                    : "a prefix like 10.100.0.0/24"));
        }
    }

    private static bool IsHostLength(string text, Prefix subnet) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
        && length > subnet.Length && length <= subnet.Address.Bits;

    private static void CheckExcluded(PluginView view, PrefixSet subnets, Findings findings)
    {
        if (!view.Json.TryText("excludeSubnets", out var text) || text.Length == 0)
        {
            return;
        }

        foreach (var item in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var isPrefix = Prefix.TryParse(item, out var excluded);
            if (isPrefix && (subnets.Count == 0 || subnets.Contains(excluded)))
            {
                continue;
            }

            findings.Add(
                RuleBook.OvnExclude,
                view.Json.PathOf("excludeSubnets"),
                isPrefix
                    ? $"{item} is outside 'subnets'; write a part of {subnets}"
                    : $"\"{Quote.Short(item)}\" is not a prefix; write one like 10.100.0.0/28");
        }
    }
}
