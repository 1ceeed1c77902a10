using Ramus.Validation.Rules;

namespace Ramus.Validation.Plugins;

internal sealed class OvsMirrorRules : PluginRules
{
    public OvsMirrorRules(string type)
        : base(new PluginTraits(type, PluginRole.Chained, IpamNeed.Ignored))
    {
        Texts("bridge", "configuration_path", "socket_file");
        Lists("mirrors");
        Required("bridge", "add the name of the mirrors' Open vSwitch bridge");
        Check(static (view, report) =>
        {
            foreach (var mirror in view.Json.Items("mirrors"))
            {
                if (!mirror.HasText("name"))
                {
                    report.Add(RuleBook.KeyRequired, mirror.PathOf("name"), "the mirror has no 'name'; add it");
                }
            }
        });
    }
}
