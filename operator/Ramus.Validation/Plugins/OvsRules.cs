using Ramus.Validation.Rules;

namespace Ramus.Validation.Plugins;

internal sealed class OvsRules : PluginRules
{
    public OvsRules()
        : base(new PluginTraits("ovs", PluginRole.Interface, IpamNeed.Optional)
        {
            Capabilities = new HashSet<string> { "CNIDeviceInfoFile", "mac" },
        })
    {
        Texts("bridge", "interface_type", "configuration_path", "socket_file");
        Unsigned("vlan", "ofport_request");
        WholeNumbers("link_state_check_retries", "link_state_check_interval");
        Lists("trunk");
        Mtu(negativeIsIgnored: true);
        InterfaceMade("bridge");
        IsRelative("configuration_path");
        Between(RuleBook.OvsVlanRange, "vlan", 0, 4094);
        Between(RuleBook.OvsPort, "ofport_request", 1, 65279);
        Check(static (view, report) => VlanTrunk.Check(view.Json, "trunk", 0, 4095, RuleBook.OvsTrunk, report));
        Check(static (view, report) =>
        {
            var isGiven = view.Json.HasText("bridge") || view.Json.HasText("deviceID") || view.Json.Has("args")
                || view.Json.HasText("configuration_path") || view.Network.ResourceName is not null;
            if (!isGiven)
            {
                report.Add(
                    RuleBook.OvsBridge,
                    view.Json.PathOf("bridge"),
                    "no bridge is configured, and no device or port determines it; add one like \"bridge\": \"br1\"");
            }
        });
    }
}
