using Ramus.Validation.Rules;

namespace Ramus.Validation.Plugins;

internal sealed class PortmapRules : PluginRules
{
    public PortmapRules()
        : base(new PluginTraits("portmap", PluginRole.Chained, IpamNeed.Ignored)
        {
            Capabilities = new HashSet<string> { "portMappings" },
        })
    {
        Flags("snat", "masqAll");
        Texts("backend", "externalSetMarkChain");
        TextLists("conditionsV4", "conditionsV6");
        WholeNumbers("markMasqBit");
        OneOf(RuleBook.PortmapBackend, "backend", "iptables", "nftables");
        Between(RuleBook.PortmapMarkBit, "markMasqBit", 0, 31);
        Check(static (view, report) =>
        {
            if (view.Json.HasText("externalSetMarkChain") && view.Json.Has("markMasqBit"))
            {
                report.Add(
                    RuleBook.PortmapMarkChain,
                    view.Json.PathOf("markMasqBit"),
                    "the chain in 'externalSetMarkChain' already sets the mark; remove one of the two");
            }
        });
        Check(static (view, report) =>
        {
            if (!view.Declares("portMappings"))
            {
                report.Add(
                    RuleBook.PortmapCapability,
                    view.Json.PathOf("capabilities"),
                    "portmap gets no ports without its capability; add \"capabilities\": {\"portMappings\": true}");
            }
        });
    }
}
