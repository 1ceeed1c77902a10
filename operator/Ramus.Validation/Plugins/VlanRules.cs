using Ramus.Validation.Rules;

namespace Ramus.Validation.Plugins;

internal sealed class VlanRules : PluginRules
{
    public VlanRules()
        : base(new PluginTraits("vlan", PluginRole.Interface, IpamNeed.Required) { MasterKey = "master" })
    {
        Texts("master");
        WholeNumbers("vlanId");
        Flags("linkInContainer");
        Mtu();
        Required("master", "add the node's interface that carries the VLAN, like \"eth1\"");
        InterfaceNamed("master");
        Between(RuleBook.VlanIdRange, "vlanId", 0, 4094);
        Check(static (view, report) =>
        {
            if (!view.Json.Has("vlanId"))
            {
                report.Add(
                    RuleBook.VlanIdMissing,
                    view.Json.PathOf("vlanId"),
                    "without 'vlanId' frames have VLAN id 0; add \"vlanId\" with the id of your VLAN");
            }
        });
    }
}
