using Ramus.Contract.Json;
using Ramus.Validation.Rules;

namespace Ramus.Validation.Plugins;

internal sealed class FirewallRules : PluginRules
{
    private const int LongestChain = 28;

    public FirewallRules()
        : base(new PluginTraits("firewall", PluginRole.Chained, IpamNeed.Ignored) { LowestVersion = "0.4.0" })
    {
        Texts("backend", "iptablesAdminChainName", "firewalldZone", "ingressPolicy");
        OneOf(RuleBook.FirewallBackend, "backend", "iptables", "firewalld");
        OneOf(RuleBook.FirewallPolicy, "ingressPolicy", "open", "same-bridge", "isolated");
        Check(static (view, report) =>
        {
            if (view.Json.TryText("iptablesAdminChainName", out var chain)
                && (chain.Length > LongestChain || chain.Any(char.IsWhiteSpace)))
            {
                report.Add(
                    RuleBook.FirewallChain,
                    view.Json.PathOf("iptablesAdminChainName"),
                    $"\"{Quote.Short(chain)}\" is not a valid chain name; write at most {LongestChain} characters "
                    + "without spaces");
            }
        });
    }
}
