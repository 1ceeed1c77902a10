using Ramus.Contract.Cni;

namespace Ramus.Attachments.Failures;

/// <summary>What to do about the failures that users of the usual plugins meet most.</summary>
internal static class Advice
{
    private static readonly (string Sign, string Remedy)[] Known =
    [
        ("failed to lookup master",
            "the node has no such interface: correct 'master' in the network, or add the interface to the node"),
        ("Link not found",
            "an interface that the network names does not exist on this node: correct the network or the node"),
        ("no IP addresses available",
            "the address pool is used up: enlarge the range in the network's ipam, or delete pods that use it"),
        ("is not available in range set",
            "the requested address is in use or outside of the network's range: ask for another one"),
        ("failed to allocate all requested IPs",
            "a requested address is outside of the network's ranges: ask for another one, or correct the range"),
        ("missing IP config",
            "the network's ipam gave no address: with 'static' write one in the network, "
            + "or ask for it with 'ips' in the annotation"),
        ("cannot assign requested address",
            "the node's kernel takes no such address: correct 'mac' or 'ips' in the annotation, or the network"),
        ("has been allocated", "the requested address is in use: ask for another one, or delete the pod that has it"),
        ("already exists",
            "an interface of that name is in the pod already: choose another 'interface' in the annotation"),
        ("device or resource busy",
            "the interface that the network names is used otherwise on this node, for example as a bridge port"),
        ("failed to find plugin",
            "install that CNI plugin there, or correct the network: it may be the 'type' of its 'ipam'"),
        ("failed to open netns",
            "the sandbox ended while its network was set up; the kubelet makes a new one by itself"),
        ("operation not supported",
            "the node's kernel lacks what this plugin needs (for example the module of that interface type)"),
    ];

    /// <summary>A remedy for the failure that <paramref name="message"/> tells of; null when none is known.</summary>
    internal static string? For(string message, NetworkConfig network)
    {
        if (message.Contains("Link not found", StringComparison.OrdinalIgnoreCase) && Master(network) is { } master)
        {
            return $"the network's 'master' is '{master}': correct it, or add the interface to the node";
        }

        foreach (var (sign, remedy) in Known)
        {
            if (message.Contains(sign, StringComparison.OrdinalIgnoreCase))
            {
                return remedy;
            }
        }

        return null;
    }

    private static string? Master(NetworkConfig network) =>
        network.Plugins.Select(plugin => plugin.Master).FirstOrDefault(name => name is not null);
}
