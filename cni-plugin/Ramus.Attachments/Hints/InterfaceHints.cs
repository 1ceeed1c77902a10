using System.Text.Json;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Namespaces;
using Ramus.Linux.Netlink;

namespace Ramus.Attachments.Hints;

/// <summary>Hints about the interfaces that a network's configuration names.</summary>
/// <param name="delegates">How each plugin runs.</param>
/// <param name="held">The attachments of all pods.</param>
/// <param name="netns">The pod's network namespace.</param>
internal sealed class InterfaceHints(Delegates delegates, HeldNetworks held, string netns)
{
    /// <summary>The hint for one plugin, whose input is <paramref name="config"/>; null for none.</summary>
    /// <exception cref="IOException">The kernel does not answer.</exception>
    public string? Find(Attachment attachment, JsonElement config)
    {
        var type = config.GetText("type", "plugin configuration") ?? "";
        var named = NamedInterface.In(type, config);
        if (named.Count == 0)
        {
            return null;
        }

        using var node = RouteSocket.Open(NetworkNamespace.Own);
        using var pod = RouteSocket.Open(netns);
        if (named.FirstOrDefault(static one => one.InPodBy is not null) is { } inPod
            && delegates.ProgramOf(type) is { } program && ProgramKeys.Lacks(program, inPod.InPodBy!))
        {
            return node.Find(inPod.Name) is null ? OfUnknownKey(inPod) : null;
        }

        return named.Select(one => (one.IsInPod ? pod : node).Find(one.Name) is { } link
                ? OfPresent(one, link, config, attachment)
                : OfMissing(one, attachment, pod))
            .FirstOrDefault(static hint => hint is not null);
    }

    private static string OfUnknownKey(NamedInterface named) =>
        $"the installed plugin {named.Type} does not know the key '{named.InPodBy}', so it looks for "
        + $"'{Quote.Short(named.Name)}' on the node, where it does not exist: install a newer version of the CNI "
        + "plugins";

    private static string? OfPresent(NamedInterface named, Link link, JsonElement config, Attachment attachment)
    {
        var what = $"the network's '{named.Key}' is '{Quote.Short(named.Name)}'";
        if (named.Type is "macvlan" or "ipvlan" && link.PortOf is "bridge" or "bond" or "team" or "openvswitch")
        {
            return $"{what}, which is a port of a {link.PortOf}: the kernel allows no {named.Type} on it; use the "
                + $"{link.PortOf} itself, or another interface";
        }

        return named.Type is "macvlan" or "vlan" && link.Mtu > 0 && MtuAbove(link.Mtu, config, attachment) is { } above
            ? $"{what}, whose MTU is {link.Mtu}, below {above}: write a smaller 'mtu', or raise the MTU of the "
                + "interface"
            : null;
    }

    // tuning changes the MTU of the interface that an earlier plugin has created.
    private static string? MtuAbove(int most, JsonElement config, Attachment attachment) =>
        MtuOf(config) is { } mtu && mtu > most ? $"the network's 'mtu' {mtu}"
        : attachment.Config.Plugins.Where(static plugin => plugin.Type == "tuning")
            .Select(static plugin => MtuOf(plugin.Element)).FirstOrDefault(tuned => tuned > most) is { } other
            ? $"tuning's 'mtu' {other}"
        : null;

    private static long? MtuOf(JsonElement plugin) => plugin.GetInteger("mtu", "plugin configuration");

    private string? OfMissing(NamedInterface named, Attachment attachment, RouteSocket pod)
    {
        var what = $"the network's '{named.Key}' is '{Quote.Short(named.Name)}'";
        if (named.IsInPod)
        {
            return $"{what}, which does not exist in the pod: correct it, or select the network that creates it before "
                + "this one";
        }

        if (!named.IsMoved)
        {
            return $"{what}, which does not exist on this node: correct it, or add the interface to the node";
        }

        // Another plugin of the chain failed after this one had moved its device.
        var isMoved = pod.Links(link => link.Name == named.Name || link.Alias == named.Name)
            .Any(link => named.Type == "bond" || link.Name == attachment.Interface);
        return isMoved ? null
            : held.Find(attachment => Names(attachment, named)) is var (place, isOwn)
            ? isOwn
                ? $"{what}, which is {place}: use another device"
                : $"{what}, which is {place}: use another device, or delete that pod"
            : $"{what}, which is not among the node's interfaces: correct it, or return the device to the node";
    }

    private static bool Names(Attachment attachment, NamedInterface wanted) =>
        attachment.Config.Plugins.Any(plugin => NamedInterface.In(plugin.Type, plugin.Element)
            .Any(other => other.IsMoved && !other.IsInPod && other.Name == wanted.Name));
}
