using Ramus.Contract.Json;
using Ramus.Contract.Selection;
using Ramus.Validation.Plugins;
using Ramus.Validation.Rules;
using Ramus.Validation.Views;

namespace Ramus.Validation.Networks;

/// <summary>Rules over the plugins of a network together: their order, the device they share.</summary>
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
                $"{first.Type} changes an interface that a plugin before it made, and there is none; put one like "
                + "macvlan or "
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
                $"{makers[0].Type} has made the pod's interface already, so {second.Type} finds its name taken; make "
                + "a network of its own for it");
        }
    }

    private static void CheckDevice(NetworkView view, Findings findings)
    {
        var traits = view.Plugins.Select(static plugin => (plugin, PluginRules.Find(plugin.Type)?.Traits)).ToList();
        if (view.ResourceName is { } resource)
        {
            // A plugin that is not known here may well use it.
            if (traits.All(static t => t.Traits is { UsesDevice: false }) && traits.Count > 0)
            {
                findings.Add(
                    RuleBook.ResourceUnused,
                    NetworkObject.PathOf(Annotations.ResourceName),
                    $"every pod takes a device {Quote.Short(resource)}, and no plugin of the network uses it; remove "
                    + "the annotation, or use a plugin like sriov or host-device");
            }

            return;
        }

        var needy = traits.FirstOrDefault(static t =>
            t.Traits is { NeedsDevice: true } && !t.plugin.Json.HasText("deviceID"));
        if (needy.plugin is { } plugin)
        {
            findings.Add(
                RuleBook.ResourceMissing,
                NetworkObject.PathOf(Annotations.ResourceName),
                $"{plugin.Type} needs a device, and nothing hands one out; annotate the network with "
                + $"{Annotations.ResourceName}: and the device plugin's resource, like intel.com/sriov");
        }
    }

    private static PluginRole? Role(PluginView plugin) => PluginRules.Find(plugin.Type)?.Traits.Role;
}
