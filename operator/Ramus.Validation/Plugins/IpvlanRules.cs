using Ramus.Validation.Rules;

namespace Ramus.Validation.Plugins;

internal sealed class IpvlanRules : PluginRules
{
    public IpvlanRules()
        : base(new PluginTraits("ipvlan", PluginRole.Free, IpamNeed.Required) { MasterKey = "master" })
    {
        Texts("master", "mode");
        Flags("linkInContainer");
        Mtu(least: 1, negativeIsIgnored: true);
        InterfaceNamed("master");
        OneOf(RuleBook.IpvlanMode, "mode", "l2", "l3", "l3s");
        Check(static (view, report) =>
        {
            if (view.IpamType == "dhcp" && view.Json.TryText("mode", out var mode) && mode is "l3" or "l3s")
            {
                report.Add(
                    RuleBook.IpamForbidden,
                    view.Json.PathOf("ipam"),
                    $"in mode {mode} the interface does not send broadcasts, so dhcp gets no answer; use mode l2, "
                    + "or another ipam");
            }
        });
    }
}
