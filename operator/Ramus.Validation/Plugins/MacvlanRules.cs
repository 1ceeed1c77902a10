using Ramus.Validation.Rules;

namespace Ramus.Validation.Plugins;

internal sealed class MacvlanRules : PluginRules
{
    public MacvlanRules()
        : base(new PluginTraits("macvlan", PluginRole.Interface, IpamNeed.Optional)
        {
            Capabilities = new HashSet<string> { "mac" },
            MasterKey = "master",
        })
    {
        Texts("master", "mode", "mac");
        Flags("linkInContainer");
        Unsigned("bcqueuelen");
        Mtu();
        InterfaceNamed("master");
        OneOf(RuleBook.MacvlanMode, "mode", "bridge", "private", "vepa", "passthru");
        Between(RuleBook.MacvlanQueue, "bcqueuelen", 0, uint.MaxValue);
        Mac("mac");
    }
}
