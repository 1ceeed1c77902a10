using Ramus.Contract.Json;
using Ramus.Contract.Selection;
using Ramus.Validation.Plugins;
using Ramus.Validation.Rules;
using Ramus.Validation.Views;

namespace Ramus.Validation.Networks;

/// <summary>Rules for the whole chain of plugins: their order, and the device that they share.</summary>
internal sealed class ChainRules : RuleSet<NetworkView>
{
    public ChainRules()
    {
        Check(CheckOrder);
        Check(CheckInterfaces);
        Check(CheckDevice);
    }

    private static void CheckOrder(NetworkView view, Findings findings)
    {
        if (view.Plugins is [{ IsFirst: true } first, ..] && Role(first) == PluginRole.Chained)
        {
            findings.Add(
                RuleBook.ChainFirst,
                first.Json.PathOf("type"),
                $"{first.Type} needs a plugin before it that creates an interface; put one like macvlan or "
                + (view.IsList ? "bridge before it" : "bridge before it, in a list \"plugins\": [{…}, {…}]"));
        }
    }

    private static void CheckInterfaces(NetworkView view, Findings findings)
    {
        var makers = view.Plugins.Where(static plugin => Role(plugin) == PluginRole.Interface).ToList();
        foreach (var second in makers.Skip(1))
        {
            findings.Add(
                RuleBook.ChainInterfaceTwice,
                second.Json.PathOf("type"),
                $"{makers[0].Type} has already created the pod's interface, so its name is taken and {second.Type} "
                + "fails; create a separate network for it");
        }
    }

    private static void CheckDevice(NetworkView view, Findings findings)
    {
        var traits = view.Plugins.Select(static plugin => (plugin, PluginRules.Find(plugin.Type)?.Traits)).ToList();
        if (view.ResourceName is { } resource)
        {
            // An unknown plugin may use the device.
            if (traits.All(static t => t.Traits is { UsesDevice: false }) && traits.Count > 0
                && ResourceNames.In(resource).Where(static name => !IsForPods(name)).ToList() is { Count: > 0 } unused)
            {
                var requested = string.Join(" and ", unused.Select(static name => $"one of {Quote.Short(name)}"));
                findings.Add(
                    RuleBook.ResourceUnused,
                    NetworkObject.PathOf(Annotations.ResourceName),
                    $"no plugin of the network uses a device: every pod requests {requested}, but "
                    + "only the pod's containers can use it; if the network is meant to use it, use a plugin like "
                    + "sriov or host-device");
            }

            return;
        }

        if (traits.FirstOrDefault(static t => t.Traits is { NeedsDevice: true } && !t.plugin.Json.HasText("deviceID"))
            is ({ } plugin, { } needy))
        {
            findings.Add(
                RuleBook.ResourceMissing,
                NetworkObject.PathOf(Annotations.ResourceName),
                $"{plugin.Type} needs a device, but the network allocates none; add the annotation "
                + $"{Annotations.ResourceName} with the device plugin's resource, for example "
                + needy.ExampleResource);
        }
    }

    /// <summary>
    /// Resources that no plugin is meant to use: the markers of bridges that KubeVirt and ovs-cni write into the
    /// nodes' capacity, and shared RDMA devices, which the containers use.
    /// </summary>
    private static bool IsForPods(string resource) =>
        resource.Split('/')[0].EndsWith(".network.kubevirt.io", StringComparison.OrdinalIgnoreCase)
        || resource.Contains("rdma", StringComparison.OrdinalIgnoreCase)
        || resource.Contains("hca", StringComparison.OrdinalIgnoreCase);

    private static PluginRole? Role(PluginView plugin) => PluginRules.Find(plugin.Type)?.Traits.Role;
}
