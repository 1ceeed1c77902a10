using Ramus.Validation.Rules;

namespace Ramus.Validation.Plugins;

internal sealed class PtpRules : PluginRules
{
    public PtpRules()
        : base(new PluginTraits("ptp", PluginRole.Interface, IpamNeed.Required))
    {
        Flags("ipMasq");
        Texts("ipMasqBackend");
        Mtu(negativeIsIgnored: true);
        OneOf(RuleBook.IpMasqBackend, "ipMasqBackend", "iptables", "nftables");
    }
}
