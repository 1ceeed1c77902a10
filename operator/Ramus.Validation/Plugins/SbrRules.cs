using Ramus.Validation.Rules;

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
                    $"{first.Type} before it gives no address to route by, and sbr fails; add 'ipam' there");
            }
        });
    }
}
