using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.Selection;
using Ramus.Linux.Namespaces;
using Ramus.Linux.Netlink;

namespace Ramus.Attachments.Detach;

/// <summary>
/// A device of the node that a plugin moved into the pod. At DEL the plugin looks for it only by the interface's name,
/// and a pod with NET_ADMIN can rename it or give its name to another interface: without this class such a device would
/// not return to the node.
/// </summary>
internal static class MovedDevice
{
    /// <summary>The device after a successful ADD; null when no plugin of the network moves one.</summary>
    public static AttachedLink? Look(Attachment attachment, string netns)
    {
        if (!IsMovedBy(attachment.Config))
        {
            return null;
        }

        try
        {
            using var links = RouteSocket.Open(netns);
            return links.Find(attachment.Interface) is { } link
                ? new AttachedLink(link.Index, MacOf(link), IsVirtual: link.Kind is not null)
                {
                    OtherNames = link.OtherNames,
                }
                : null;
        }
        catch (IOException)
        {
            // DEL then looks for the MAC address of the result.
            return null;
        }
    }

    /// <summary>
    /// Gives the device its name back before DEL, and removes the names that the pod has added: they would become
    /// names on the node. Does nothing when no plugin moves a device, when the namespace is gone, which returns the
    /// device, and when the pod deleted a virtual device.
    /// </summary>
    /// <returns>
    /// Why the device cannot be given back: it is neither in the pod nor on the node, or cannot be renamed. Null when
    /// the plugin can find it, or has nothing to give back.
    /// </returns>
    public static string? Restore(Attachment attachment, AttachmentProgress progress, string netns)
    {
        if (!IsMovedBy(attachment.Config) || PodLinks.IsNamespaceGone(netns)
            || (progress.Link?.Mac ?? MacIn(progress, attachment)) is not { Length: > 0 } mac)
        {
            return null;
        }

        try
        {
            using var links = RouteSocket.Open(netns);
            var lost = Restore(links, attachment.Interface, progress.Link, mac);
            if (progress.Link?.OtherNames is { } own && links.Find(attachment.Interface) is { } device)
            {
                links.RemoveOtherNames(device, device.OtherNames.Except(own));
            }

            return lost;
        }
        catch (IOException failure)
        {
            return $"the pod's device with MAC address {mac} cannot be renamed to its former name: {failure.Message}";
        }
    }

    /// <summary>
    /// Returns the device of an attachment that ADD did not finish, and whose DEL fails for good: host-device calls its
    /// IPAM plugin first, and then keeps the device in the pod. Plugins leave the device's name on the node in its
    /// alias.
    /// </summary>
    /// <returns>Why the device is still in the pod; null when the pod has none of these.</returns>
    public static string? Return(Attachment attachment, string netns)
    {
        if (!IsMovedBy(attachment.Config) || PodLinks.IsNamespaceGone(netns))
        {
            return null;
        }

        try
        {
            using var links = RouteSocket.Open(netns);
            return links.Find(attachment.Interface) is { Alias.Length: > 0 } device ? Return(links, device) : null;
        }
        catch (IOException failure)
        {
            return $"the device '{attachment.Interface}' of the pod cannot be returned to the node: {failure.Message}";
        }
    }

    private static string? Return(RouteSocket links, Link device)
    {
        using var node = RouteSocket.Open(NetworkNamespace.Own);
        if (node.Find(device.Alias) is not null)
        {
            return $"the device '{device.Name}' of the pod cannot be returned to the node: the node already has an "
                + $"interface '{Quote.Short(device.Alias)}'";
        }

        using var space = OpenedNamespace.Open(NetworkNamespace.Own);
        links.Move(device, space, device.Alias, alias: "", isUp: false);
        return null;
    }

    private static string? Restore(RouteSocket links, string name, AttachedLink? known, HardwareAddress mac)
    {
        var named = links.Find(name);
        if (named is not null && named.Name != name)
        {
            links.RemoveOtherNames(named, [name]);
            named = null;
        }

        if (named is not null && (known is null || named.Index == known.Index))
        {
            return null;
        }

        if (Find(links, known, mac) is not { } device)
        {
            return known is { IsVirtual: false } && !IsOnNode(mac)
                ? $"the pod's device with MAC address {mac} is neither in the pod nor on the node; if the pod moved it "
                    + "to a network namespace of its own, it returns when the last process there ends"
                : null;
        }

        if (device.Name == name)
        {
            return null;
        }

        if (named is not null)
        {
            links.Rename(named, $"ramus{named.Index}");
        }

        links.Rename(device, name);
        return null;
    }

    // The index is unique in the namespace; it changes when the pod moves the device away and back.
    private static Link? Find(RouteSocket links, AttachedLink? known, HardwareAddress mac)
    {
        if (known is not null && links.Find(known.Index) is { } link && IsSameKind(link))
        {
            return link;
        }

        // A bond or a VLAN of the pod has the MAC address of the device below it. Plugins leave the device's name on
        // the node in its alias.
        var found = links.Links(link => MacOf(link) == mac && IsSameKind(link));
        return found.Count == 1 ? found[0] : found.SingleOrNone(static link => link.Alias.Length > 0);

        bool IsSameKind(Link link) => known is null || known.IsVirtual == (link.Kind is not null);
    }

    private static bool IsOnNode(HardwareAddress mac)
    {
        using var links = RouteSocket.Open(NetworkNamespace.Own);
        return links.Links(link => MacOf(link) == mac).Count > 0;
    }

    private static bool IsMovedBy(NetworkConfig network) =>
        network.Plugins.Any(plugin => InterfacePlugins.MoveDevices.Contains(plugin.Type));

    private static HardwareAddress MacOf(Link link) => HardwareAddress.Of(link.Address.Span);

    // A record of an older version of Ramus, or of Multus, has only the plugin's result.
    private static HardwareAddress? MacIn(AttachmentProgress progress, Attachment attachment)
    {
        try
        {
            return progress.Result is { } json
                && CniResult.FromElement(json, "result", attachment.Config.CniVersion).Interfaces
                    .FirstOrDefault(link => link.Name == attachment.Interface && link.Sandbox is not null) is { } link
                && HardwareAddress.TryParse(link.Mac, out var mac)
                    ? mac
                    : null;
        }
        catch (ContractException)
        {
            return null;
        }
    }

    private static Link? SingleOrNone(this IReadOnlyList<Link> links, Func<Link, bool> isWanted) =>
        links.Where(isWanted).Take(2).ToList() is [var only] ? only : null;
}
