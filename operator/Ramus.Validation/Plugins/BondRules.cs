using System.Globalization;
using Ramus.Contract.Json;
using Ramus.Validation.Json;
using Ramus.Validation.Rules;
using Ramus.Validation.Views;

namespace Ramus.Validation.Plugins;

internal sealed class BondRules : PluginRules
{
    public BondRules()
        : base(new PluginTraits("bond", PluginRole.Free, IpamNeed.Optional))
    {
        Texts("mode", "xmitHashPolicy", "miimon");
        Lists("links");
        Flags("linksInContainer");
        WholeNumbers("failOverMac", "allSlavesActive", "tlbDynamicLb");
        Anything("ifname");
        Mtu();
        Required("mode", "add a mode like \"active-backup\"");
        OneOf(RuleBook.BondMode, "mode", "balance-rr", "active-backup", "balance-xor", "broadcast", "802.3ad",
            "balance-tlb", "balance-alb");
        OneOf(RuleBook.BondHash, "xmitHashPolicy", "layer2", "layer3+4", "layer2+3", "encap2+3", "encap3+4",
            "vlan+srcmac");
        Between(RuleBook.BondFailOverMac, "failOverMac", 0, 2);
        Between(RuleBook.BondSwitch, "allSlavesActive", 0, 1);
        Between(RuleBook.BondSwitch, "tlbDynamicLb", 0, 1);
        Check(CheckMonitor);
        Check(CheckLinks);
        Check(CheckMode);
    }

    private static void CheckMonitor(PluginView view, Findings findings)
    {
        if (view.Json.TryText("miimon", out var text)
            && !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            findings.Add(
                RuleBook.BondMiimon,
                view.Json.PathOf("miimon"),
                $"\"{Quote.Short(text)}\" is not a number of milliseconds; write a number in quotes, like \"100\"");
        }
    }

    private static void CheckLinks(PluginView view, Findings findings)
    {
        var path = view.Json.PathOf("links");
        if (!view.Json.TryGet("links", out var links) || !links.IsList || links.Element.GetArrayLength() < 2)
        {
            findings.Add(
                RuleBook.BondLinks,
                path,
                "a bond needs at least two links; add objects like {\"name\": \"net1\"}");
            return;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var link in links.Items())
        {
            CheckLink(link, names, findings);
        }
    }

    private static void CheckLink(JsonView link, HashSet<string> names, Findings findings)
    {
        if (!link.HasText("name"))
        {
            findings.Add(
                RuleBook.BondLinks,
                link.Path,
                "the link has no interface name; write {\"name\": \"net1\"}");
        }
        else if (link.TryText("name", out var name) && !names.Add(name))
        {
            findings.Add(
                RuleBook.BondLinkTwice,
                link.PathOf("name"),
                $"\"{Quote.Short(name)}\" is in the list twice; name another interface");
        }
    }

    private static void CheckMode(PluginView view, Findings findings)
    {
        if (view.Json.Has("tlbDynamicLb") && view.Json.TryText("mode", out var mode)
            && mode is not ("balance-tlb" or "balance-alb"))
        {
            findings.Add(
                RuleBook.BondTlb,
                view.Json.PathOf("tlbDynamicLb"),
                $"mode {Quote.Short(mode)} does not have this setting; remove it, or use balance-tlb or balance-alb");
        }

        if (view.IpamType == "bond")
        {
            findings.Add(
                RuleBook.IpamForbidden, view.Json.PathOf("ipam"), "bond is not an IPAM plugin; use whereabouts");
        }
    }
}
