using Ramus.Validation.Ipam;
using Ramus.Validation.Rules;
using Ramus.Validation.Views;

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
        Check(CheckAddresses);
    }

    // ptp replaces the route to each address's prefix with routes through the gateway.
    private static void CheckAddresses(PluginView view, Findings findings)
    {
        foreach (var source in IpamAddresses.Of(view))
        {
            if (source.Prefix is { IsV4: true, HostBits: 0 })
            {
                findings.Add(
                    RuleBook.PtpPrefix,
                    source.Place,
                    $"ptp fails with {source.Prefix}, because the kernel adds no route for a /32 that ptp can replace; "
                    + "use a prefix length of at most /31");
            }
            else if (!source.HasGateway)
            {
                findings.Add(
                    RuleBook.PtpGateway,
                    source.Gateway,
                    $"ptp fails without a gateway for {source.Prefix}; add one like \"gateway\": "
                    + $"\"{source.Prefix.First.Plus(1)}\"");
            }
        }

        if (view.IpamType == "static" && view.Declares("ips"))
        {
            findings.Add(
                RuleBook.PtpPodAddresses,
                view.Json.PathOf("capabilities"),
                "ptp fails for a pod that requests 'ips', because static gives these addresses no gateway; use "
                + "host-local, or remove the capability");
        }
    }
}
