using Ramus.Attachers.Calls;
using Ramus.Attachers.Pods;
using Ramus.Linux.Namespaces;
using Ramus.Linux.Netlink;

namespace Ramus.Attachers.Chained.Tuning;

/// <summary>CHECK of the plugin <c>tuning</c>.</summary>
internal static class TuningCheck
{
    public static void Run(PluginRequest request, TuningConfig config)
    {
        _ = request.RequirePreviousResult();
        using var pod = PodSpace.For(request);
        pod.Space.Run(() =>
        {
            foreach (var (name, value) in config.Settings)
            {
                Require($"the setting {name}", value, Sysctl.Read(name));
            }
        });
        var link = pod.Links.Find(request.IfName)
            ?? throw PluginFailure.Of($"Cannot find container link {request.IfName}");
        Compare(link, config);
    }

    private static void Compare(Link link, TuningConfig config)
    {
        if (config.Mac is { } mac && !mac.Span.SequenceEqual(link.Address.Span))
        {
            throw PluginFailure.Of($"the MAC of {link.Name} is {link.Mac} and not {config.MacText}");
        }

        Require($"the promiscuous mode of {link.Name}", config.IsPromiscuous, link.Promiscuity != 0);
        if (config.Mtu != 0)
        {
            Require($"the MTU of {link.Name}", config.Mtu, link.Mtu);
        }

        if (config.IsAllMulticast is { } isAllMulticast)
        {
            Require($"the all-multicast mode of {link.Name}", isAllMulticast, link.IsAllMulticast);
        }

        if (config.TransmitQueueLength is { } length)
        {
            Require($"the transmit queue length of {link.Name}", length, link.TransmitQueueLength);
        }
    }

    private static void Require<T>(string what, T expected, T? actual)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw PluginFailure.Of($"{what} is {actual} and not {expected}");
        }
    }
}
