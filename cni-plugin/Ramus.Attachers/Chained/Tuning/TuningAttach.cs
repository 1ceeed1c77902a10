using Ramus.Attachers.Calls;
using Ramus.Attachers.Pods;
using Ramus.Contract.Cni;
using Ramus.Linux.Namespaces;
using Ramus.Linux.Netlink;

namespace Ramus.Attachers.Chained.Tuning;

/// <summary>ADD of the plugin <c>tuning</c>.</summary>
internal static class TuningAttach
{
    /// <summary>Changes the preceding plugins' interface; a failure restores it, except kernel settings.</summary>
    public static CniResult Run(PluginRequest request, TuningConfig config)
    {
        var result = request.RequirePreviousResult();
        using var pod = PodSpace.For(request);
        using var undo = new UndoSteps();
        pod.Space.Run(() =>
        {
            foreach (var (name, value) in config.Settings)
            {
                if (!Sysctl.Write(name, value))
                {
                    throw PluginFailure.Of($"the kernel has no setting {name}");
                }
            }
        });
        if (config.ChangesInterface)
        {
            var link = pod.Links.Find(request.IfName)
                ?? throw PluginFailure.Of($"failed to get \"{request.IfName}\": Link not found");
            var saved = SavedSettings.Of(request);
            saved.Save(link, config);
            undo.Push(() => saved.Restore(pod.Links));
            Change(pod.Links, link.Index, config);
        }

        undo.Keep();
        return config.MacText is { } mac ? WithMac(result, request.IfName, mac) : result;
    }

    private static void Change(RouteSocket links, int index, TuningConfig config)
    {
        if (config.Mac is { } mac)
        {
            links.SetHardwareAddress(index, mac);
        }

        if (config.IsPromiscuous)
        {
            links.SetPromiscuous(index, true);
        }

        if (config.Mtu != 0)
        {
            links.SetMtu(index, config.Mtu);
        }

        if (config.IsAllMulticast is { } isAllMulticast)
        {
            links.SetAllMulticast(index, isAllMulticast);
        }

        if (config.TransmitQueueLength is { } length)
        {
            links.SetTransmitQueueLength(index, length);
        }
    }

    private static CniResult WithMac(CniResult result, string ifName, string mac) => result with
    {
        Interfaces = [.. result.Interfaces.Select(link => link.Name == ifName ? link with { Mac = mac } : link)],
    };
}
