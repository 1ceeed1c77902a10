using Ramus.Validation.Rules;

namespace Ramus.Validation.Plugins;

internal sealed class LoopbackRules : PluginRules
{
    public LoopbackRules()
        : base(new PluginTraits("loopback", PluginRole.Free, IpamNeed.Ignored))
    {
        Check(static (view, report) =>
        {
            if (view.Network.Plugins.Count == 1)
            {
                report.Add(
                    RuleBook.LoopbackKeys,
                    view.Json.PathOf("type"),
                    "loopback creates no interface; it only sets up lo, which the runtime already does; remove this "
                    + "network");
            }
        });
    }
}
