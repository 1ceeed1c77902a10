using Ramus.Validation.Rules;

namespace Ramus.Validation.Plugins;

/// <summary>macvtap of KubeVirt: the device is the interface that its device plugin has created.</summary>
internal sealed class MacvtapRules : PluginRules
{
    public MacvtapRules()
        : base(new PluginTraits("macvtap", PluginRole.Interface, IpamNeed.Optional)
        {
            ExampleResource = "macvtap.network.kubevirt.io/eth1",
        })
    {
        Texts("master", "mode");
        Flags("promiscMode");
        Unsigned("owner", "group");
        Mtu();
        Between(RuleBook.TapOwner, "owner", 0, uint.MaxValue);
        Between(RuleBook.TapOwner, "group", 0, uint.MaxValue);
    }
}
