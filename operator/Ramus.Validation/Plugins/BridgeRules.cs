using Ramus.Contract.Cni;
using Ramus.Validation.Rules;
using Ramus.Validation.Views;

namespace Ramus.Validation.Plugins;

internal sealed class BridgeRules : PluginRules
{
    public BridgeRules()
        : base(new PluginTraits("bridge", PluginRole.Interface, IpamNeed.Optional)
        {
            Capabilities = new HashSet<string> { "mac" },
        })
    {
        Texts("bridge", "ipMasqBackend");
        Flags("isGateway", "isDefaultGateway", "forceAddress", "ipMasq", "hairpinMode", "promiscMode",
            "preserveDefaultVlan", "macspoofchk", "enabledad", "disableContainerInterface", "portIsolation");
        WholeNumbers("vlan");
        Lists("vlanTrunk");
        Mtu(negativeIsIgnored: true);
        InterfaceMade("bridge");
        Between(RuleBook.BridgeVlanRange, "vlan", 0, 4094, ", 0 for none");
        OneOf(RuleBook.IpMasqBackend, "ipMasqBackend", "iptables", "nftables");
        Check(CheckName);
        Check(static (view, findings) =>
            VlanTrunk.Check(view.Json, "vlanTrunk", 1, 4094, RuleBook.BridgeVlanTrunk, findings));
        Check(CheckModes);
        Check(CheckGateway);
    }

    private static void CheckName(PluginView view, Findings findings)
    {
        if (view.Json.TryText("bridge", out var name) && name.Length == 0)
        {
            findings.Add(
                RuleBook.BridgeName,
                view.Json.PathOf("bridge"),
                "the name is empty; write the bridge's name, or remove the key to use cni0");
        }
    }

    private static void CheckModes(PluginView view, Findings findings)
    {
        if (view.Json.IsOn("hairpinMode") && view.Json.IsOn("promiscMode"))
        {
            findings.Add(
                RuleBook.BridgeHairpinPromisc,
                view.Json.PathOf("promiscMode"),
                "hairpinMode and promiscMode cannot be used together; keep one");
        }

        if (view.Json.IsOn("disableContainerInterface") && view.HasIpam)
        {
            findings.Add(
                RuleBook.BridgeNoInterface,
                view.Json.PathOf("ipam"),
                "with disableContainerInterface there is no interface for the addresses of 'ipam'; remove one of the "
                + "two");
        }
    }

    private static void CheckGateway(PluginView view, Findings findings)
    {
        var key = view.Json.IsOn("isDefaultGateway") ? "isDefaultGateway" : "isGateway";
        if (view.Json.IsOn(key) && !view.HasIpam && !view.Json.Has("ipam"))
        {
            findings.Add(
                RuleBook.BridgeGatewayWithoutIpam,
                view.Json.PathOf(key),
                $"'{key}' has no effect without 'ipam'; add 'ipam', or remove the key");
        }

        if (!view.Json.IsOn("isDefaultGateway") || view.Ipam is not { } ipam)
        {
            return;
        }

        foreach (var route in ipam.Items("routes"))
        {
            if (route.TryText("dst", out var dst) && ResultRoute.IsDefaultDestination(dst))
            {
                findings.Add(
                    RuleBook.BridgeDefaultRoute,
                    route.PathOf("dst"),
                    $"isDefaultGateway adds a default route too, and adding {dst} twice fails; keep one");
            }
        }
    }
}
