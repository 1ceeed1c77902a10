using Ramus.Validation.Ipam;
using Ramus.Validation.Rules;
using Ramus.Validation.Views;

namespace Ramus.Validation.Plugins;

internal sealed class SbrRules : PluginRules
{
    public SbrRules()
        : base(new PluginTraits("sbr", PluginRole.Chained, IpamNeed.Ignored))
    {
        WholeNumbers("table");
        TextLists("gateways");
        Flags("addSourceHints");
        Between(RuleBook.SbrTable, "table", 1, uint.MaxValue);
        Check(static (view, report) =>
        {
            if (view.First is { HasIpam: false, IsKnown: true } first
                && PluginRules.Find(first.Type)!.Traits is { Role: PluginRole.Interface, Ipam: IpamNeed.Optional }
                && first.Type is not ("flannel" or "ovn-k8s-cni-overlay"))
            {
                report.Add(
                    RuleBook.SbrAddresses,
                    view.Json.Path,
                    $"sbr fails because {first.Type} before it has no addresses; add 'ipam' to {first.Type}");
            }
        });
        Check(CheckGateways);
    }

    // A bridge that is a gateway adds the gateway to the result.
    private static void CheckGateways(PluginView view, Findings findings)
    {
        if (view.First is not { } first || view.Json.Has("gateways")
            || first.Json.IsOn("isGateway") || first.Json.IsOn("isDefaultGateway"))
        {
            return;
        }

        var sources = IpamAddresses.Of(first).ToList();
        var routed = IpamAddresses.DefaultRoutes(first);
        foreach (var family in sources.GroupBy(static source => source.Prefix.IsV4))
        {
            if (!routed.Contains(family.Key) && !family.Any(static source => source.HasGateway))
            {
                findings.Add(
                    RuleBook.SbrGateway,
                    first.Json.PathOf("ipam"),
                    $"sbr's routing table for {family.First().Prefix} gets no default route, because 'ipam' has no "
                    + "gateway, so answers reach only the addresses of the same network; add a gateway to 'ipam'");
            }
        }

        if (first.IpamType == "static" && first.Declares("ips"))
        {
            findings.Add(
                RuleBook.SbrGateway,
                view.Json.Path,
                "sbr's routing table gets no default route for the addresses that a pod requests by 'ips', because "
                + "static gives them no gateway; use host-local, or write 'gateways'");
        }
    }
}
