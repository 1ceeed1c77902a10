using Ramus.Validation.Rules;
using Ramus.Validation.Views;

namespace Ramus.Validation.Plugins;

internal sealed class SriovRules : PluginRules
{
    public SriovRules()
        : base(new PluginTraits("sriov", PluginRole.Interface, IpamNeed.Optional)
        {
            Capabilities = new HashSet<string> { "mac" },
        })
    {
        WholeNumbers("vlan", "vlanQoS", "min_tx_rate", "max_tx_rate");
        Texts("vlanProto", "mac", "link_state", "spoofchk", "trust", "logLevel", "logFile", "master");
        Anything("L2enable", "if0", "if0name", "dpdk");
        Mtu(negativeIsIgnored: true);
        Mac("mac");
        Between(RuleBook.SriovVlanRange, "vlan", 0, 4094);
        Between(RuleBook.SriovVlanQos, "vlanQoS", 0, 7);
        OneOf(RuleBook.SriovVlanProto, "vlanProto", ignoreCase: true, "802.1q", "802.1ad");
        OneOf(RuleBook.SriovSwitch, "spoofchk", "on", "off");
        OneOf(RuleBook.SriovSwitch, "trust", "on", "off");
        OneOf(RuleBook.SriovLinkState, "link_state", "auto", "enable", "disable");
        Check(CheckVlan);
        Check(CheckRates);
        Check(static (view, findings) => PciAddress.Check(view.Json, "deviceID", findings));
    }

    private static void CheckVlan(PluginView view, Findings findings)
    {
        view.Json.TryNumber("vlan", out var vlan);
        if (vlan > 0)
        {
            return;
        }

        view.Json.TryNumber("vlanQoS", out var priority);
        if (priority != 0 || (view.Json.Has("vlanQoS") && !view.Json.Has("vlan")))
        {
            findings.Add(
                RuleBook.SriovVlanQos,
                view.Json.PathOf("vlanQoS"),
                "the priority is part of the VLAN tag; add a 'vlan' above 0, or remove the key");
        }

        view.Json.TryText("vlanProto", out var protocol);
        if (protocol.Equals("802.1ad", StringComparison.OrdinalIgnoreCase)
            || (protocol.Length > 0 && !view.Json.Has("vlan")))
        {
            findings.Add(
                RuleBook.SriovVlanProto,
                view.Json.PathOf("vlanProto"),
                "the VLAN protocol needs a 'vlan' above 0; add it, or remove the key");
        }
    }

    private static void CheckRates(PluginView view, Findings findings)
    {
        var hasLeast = view.Json.TryNumber("min_tx_rate", out var least);
        var hasMost = view.Json.TryNumber("max_tx_rate", out var most);
        if (least < 0 || most < 0)
        {
            findings.Add(
                RuleBook.SriovRates,
                view.Json.PathOf(least < 0 ? "min_tx_rate" : "max_tx_rate"),
                "the rate must not be negative; the unit is Mbit/s, and 0 means no limit");
        }
        else if (hasLeast && hasMost && most > 0 && least > most)
        {
            findings.Add(
                RuleBook.SriovRates,
                view.Json.PathOf("min_tx_rate"),
                $"the minimum of {least} Mbit/s is above the maximum of {most} Mbit/s; swap them");
        }
    }
}
