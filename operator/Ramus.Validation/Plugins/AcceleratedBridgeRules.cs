using Ramus.Validation.Rules;

namespace Ramus.Validation.Plugins;

internal sealed class AcceleratedBridgeRules : PluginRules
{
    public AcceleratedBridgeRules()
        : base(new PluginTraits("accelerated-bridge", PluginRole.Interface, IpamNeed.Optional)
        {
            Capabilities = new HashSet<string> { "mac", "CNIDeviceInfoFile" },
        })
    {
        Texts("bridge", "mac");
        WholeNumbers("vlan");
        Lists("trunk");
        Flags("setUplinkVlan", "debug");
        Mtu(negativeIsIgnored: true);
        Mac("mac");
        Between(RuleBook.AcceleratedBridgeVlan, "vlan", 0, 4094);
        Check(static (view, report) => VlanTrunk.Check(view.Json, "trunk", 1, 4094, RuleBook.BridgeVlanTrunk, report));
        Check(static (view, report) => PciAddress.Check(view.Json, "deviceID", report));
    }
}
