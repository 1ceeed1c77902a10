using Ramus.Validation.Rules;

namespace Ramus.Validation.Plugins;

internal sealed class TapRules : PluginRules
{
    public TapRules()
        : base(new PluginTraits("tap", PluginRole.Interface, IpamNeed.Optional)
        {
            Capabilities = new HashSet<string> { "mac" },
        })
    {
        Flags("multiQueue");
        Texts("mac", "selinuxContext", "bridge");
        Unsigned("owner", "group");
        Mtu(negativeIsIgnored: true);
        Mac("mac");
        InterfaceNamed("bridge");
        Between(RuleBook.TapOwner, "owner", 0, uint.MaxValue);
        Between(RuleBook.TapOwner, "group", 0, uint.MaxValue);
    }
}
