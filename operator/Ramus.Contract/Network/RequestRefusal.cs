using System.Net.Sockets;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Contract.Network;

/// <summary>
/// Why a network cannot do what a pod requests of it (NPWG 4.1.2). A request that no plugin of the chain accepts is
/// refused, because it would be ignored silently.
/// </summary>
/// <param name="Why">The request and what the network lacks.</param>
/// <param name="ToDo">What the author of the network or of the pod must change.</param>
public sealed record RequestRefusal(string Why, string ToDo)
{
    public const string InfinibandGuid = "infinibandGUID";

    public const string PortMappings = "portMappings";

    public const string Bandwidth = "bandwidth";

    /// <summary>The first request that <paramref name="network"/> refuses; null when it accepts all.</summary>
    /// <param name="selection">The requests of the pod.</param>
    /// <param name="network">The network.</param>
    /// <param name="allowsUnknown">
    /// Whether a request for an address is accepted when none of the plugins is known to read it.
    /// </param>
    public static RequestRefusal? Of(NetworkSelection selection, NetworkConfig network, bool allowsUnknown)
    {
        foreach (var (capability, isRequested) in Capabilities(selection))
        {
            if (isRequested && Unsupported(capability, selection.Ips.Count, network, allowsUnknown) is { } refusal)
            {
                return refusal;
            }
        }

        return Declined(selection, network) ?? WithoutPrefix(selection, network);
    }

    private static (string Name, bool IsRequested)[] Capabilities(NetworkSelection selection) =>
    [
        (RequestReaders.Ips, selection.Ips.Count > 0), (RequestReaders.Mac, selection.Mac is not null),
        (InfinibandGuid, selection.InfinibandGuid is not null), (PortMappings, selection.PortMappings.Count > 0),
        (Bandwidth, selection.Bandwidth is not null),
    ];

    private static RequestRefusal? Unsupported(
        string capability, int addresses, NetworkConfig network, bool allowsUnknown)
    {
        if (capability == RequestReaders.Mac && network.Plugins.Any(static plugin => plugin.Type == "ipvlan"))
        {
            return new RequestRefusal(
                "the pod's annotation requests 'mac', but an ipvlan interface has the MAC address of its master, "
                + "which cannot be changed",
                "remove the request, or use macvlan");
        }

        var isList = capability == RequestReaders.Ips && addresses > 1;
        var accepting = RequestChannel.Pod | RequestChannel.ArgumentList
            | (isList ? RequestChannel.None : RequestChannel.Argument);
        var isDeclined = network.Plugins.Any(plugin => plugin.Declines(capability));
        if (network.Plugins.Any(plugin => plugin.Capabilities.Contains(capability)
            || (!isDeclined && plugin.Reads(capability, accepting))))
        {
            return null;
        }

        if (isList && !isDeclined && network.Plugins.FirstOrDefault(
            plugin => plugin.Reads(capability, RequestChannel.Argument)) is { } single)
        {
            return new RequestRefusal(
                $"the pod's annotation requests {addresses} addresses in 'ips', but {single.IpamType} accepts more "
                + "than one only if the network declares the capability 'ips'",
                $"declare the capability: add \"capabilities\": {{\"ips\": true}} to the plugin {single.Type} of the "
                + "network");
        }

        var isAddress = capability is RequestReaders.Mac or RequestReaders.Ips;
        return isAddress && allowsUnknown && !isDeclined
            ? null
            : new RequestRefusal(
                $"the pod's annotation requests '{capability}', but no plugin of the network accepts it",
                WayToAccept(capability, network) + ", or remove the request");
    }

    // A capability is of use only for a plugin that reads it.
    private static string WayToAccept(string capability, NetworkConfig network) =>
        capability == RequestReaders.Mac && network.Plugins.All(NeverTakesMac)
            ? "add {\"type\": \"tuning\", \"capabilities\": {\"mac\": true}} to the end of the network's 'plugins'"
            : $"declare the capability: add \"capabilities\": {{\"{capability}\": true}} to a plugin of the network "
                + "that supports it";

    private static bool NeverTakesMac(PluginConfig plugin) => InterfacePlugins.Types.Contains(plugin.Type)
        && RequestReaders.Of(plugin.Type, plugin.IpamType, RequestReaders.Mac) == RequestChannel.None;

    // All plugins of a network get the same args.cni, so a key that one plugin declines is refused.
    private static RequestRefusal? Declined(NetworkSelection selection, NetworkConfig network)
    {
        foreach (var request in ArgumentRequest.Of(selection.CniArgs))
        {
            if (network.Plugins.FirstOrDefault(plugin => plugin.Declines(request.Capability)) is { } declining)
            {
                return new RequestRefusal(
                    $"the pod's annotation requests '{request.Setting}' with the key '{Quote.Short(request.Key)}' of "
                    + $"'cni-args', but the network's plugin '{declining.Type}' declines it",
                    $"remove the key from the annotation, or remove \"{request.Capability}\": false from the "
                    + "\"capabilities\" of the plugin");
            }
        }

        return null;
    }

    // host-local takes the length from its range; static has no other source for it, and fails for each pod.
    private static RequestRefusal? WithoutPrefix(NetworkSelection selection, NetworkConfig network)
    {
        var (bare, address) = selection.Ips.Zip(selection.Addresses)
            .FirstOrDefault(static pair => !pair.First.Contains('/'));
        if (bare is null || !network.Plugins.Any(static plugin => plugin.IpamType == "static"))
        {
            return null;
        }

        var length = address.AddressFamily == AddressFamily.InterNetwork ? 24 : 64;
        return new RequestRefusal(
            $"the pod's annotation requests address '{bare}' without a prefix length, which the network's IPAM plugin "
            + "'static' needs",
            $"add the prefix length of the network's subnet, for example \"{address}/{length}\"");
    }
}
