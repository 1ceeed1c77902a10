using Ramus.Validation.Rules;

namespace Ramus.Validation.Plugins;

internal sealed class VrfRules : PluginRules
{
    public VrfRules()
        : base(new PluginTraits("vrf", PluginRole.Chained, IpamNeed.Ignored) { LowestVersion = "0.3.1" })
    {
        Texts("vrfname");
        Unsigned("table");
        Required("vrfname", "add the name of the VRF's interface, like \"blue\"");
        InterfaceMade("vrfname");
        Between(RuleBook.VrfTable, "table", 0, uint.MaxValue);
    }
}
