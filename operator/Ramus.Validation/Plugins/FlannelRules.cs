using Ramus.Validation.Rules;

namespace Ramus.Validation.Plugins;

internal sealed class FlannelRules : PluginRules
{
    public FlannelRules()
        : base(new PluginTraits("flannel", PluginRole.Interface, IpamNeed.Optional))
    {
        Texts("subnetFile", "dataDir");
        Objects("delegate");
        IsRelative("subnetFile");
        IsRelative("dataDir");
        Check(static (view, report) =>
        {
            if (view.Json.TryGet("delegate", out var inner) && inner.Has("name"))
            {
                report.Add(
                    RuleBook.FlannelDelegate,
                    inner.PathOf("name"),
                    "flannel sets the name of its delegate itself and refuses a configured name; remove the key");
            }
        });
    }
}
