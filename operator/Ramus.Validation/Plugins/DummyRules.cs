namespace Ramus.Validation.Plugins;

internal sealed class DummyRules()
    : PluginRules(new PluginTraits("dummy", PluginRole.Interface, IpamNeed.Required));
