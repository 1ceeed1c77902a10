using Ramus.Validation.Rules;

namespace Ramus.Validation.Plugins;

internal sealed class RdmaRules : PluginRules
{
    public RdmaRules()
        : base(new PluginTraits("rdma", PluginRole.Chained, IpamNeed.Ignored)
        {
            ExampleResource = "nvidia.com/rdma_vf",
        })
    {
        Check(static (view, report) =>
        {
            if (view.Network.Plugins.FirstOrDefault(static p => p.Type == "ib-sriov") is { } other
                && other.Json.IsOn("rdmaIsolation"))
            {
                report.Add(
                    RuleBook.RdmaIsolationTwice,
                    other.Json.PathOf("rdmaIsolation"),
                    "with rdmaIsolation ib-sriov already moves the RDMA device; remove the key, or the plugin rdma");
            }
        });
    }
}
