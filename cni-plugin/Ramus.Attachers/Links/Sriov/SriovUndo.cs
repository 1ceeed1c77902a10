using Ramus.Attachers.Calls;
using Ramus.Attachers.Ipam;
using Ramus.Attachers.Pods;
using Ramus.Contract.Cni;
using Ramus.Linux.Netlink;

namespace Ramus.Attachers.Links.Sriov;

/// <summary>DEL of the plugin <c>sriov</c>: the function returns to the node with its settings there.</summary>
internal static class SriovUndo
{
    public static void Run(PluginRequest request)
    {
        IpamCall.Delete(request);
        if (SriovStore.TryRead(request) is not { } saved)
        {
            return;
        }

        using var exclusive = SriovStore.Lock(saved.DeviceId);
        var user = SriovStore.UserOf(saved.DeviceId);

        // The namespace of this pod may have ended long ago, and another pod may have got the function.
        if (user is null || user == request.Netns)
        {
            using var pod = PodSpace.TryFor(request);
            using var node = NodeSpace.For(request);
            Restore(pod, node, request.IfName, saved);
            SriovStore.Free(saved.DeviceId);
        }

        SriovStore.Remove(request);
    }

    /// <summary>Restores the function's settings, and moves its interface to the node.</summary>
    /// <param name="pod">The pod's namespace; null when it is gone.</param>
    /// <param name="node">The node's namespace.</param>
    /// <param name="ifName">The interface in the pod.</param>
    /// <param name="saved">The function before ADD.</param>
    /// <exception cref="CniException">The name of the interface is in use on the node.</exception>
    /// <exception cref="IOException">The kernel or the driver refuses.</exception>
    public static void Restore(PodSpace? pod, NodeSpace node, string ifName, SavedFunction saved)
    {
        if (SriovDevice.TryFind(saved.DeviceId) is not { } device)
        {
            // The card has no such function any more; a new one has no settings.
            return;
        }

        // Some drivers refuse to change the address of an interface that is not trusted, so its settings come first.
        var function = saved with { Before = saved.Before with { Number = device.Number } };
        FunctionSettings.Restore(node.Links, device.RequireCard(node.Links), function);
        if (saved.HostName is not { } name)
        {
            return;
        }

        if (pod?.Links.Find(ifName) is { } link)
        {
            GiveBack(pod, node, link, name);
        }

        // When the pod's namespace ends, the kernel moves the interface to the node with its name in the pod.
        if (device.InterfaceName is { } current && node.Links.Find(current) is { } back)
        {
            RestoreInterface(node.Links, back, saved);
        }
    }

    private static void GiveBack(PodSpace pod, NodeSpace node, Link link, string name)
    {
        // The kernel would leave the interface on the node with its name in the pod.
        if (node.Links.IndexOf(name) is not null)
        {
            throw PluginFailure.Of($"the interface cannot return to the node, which has another interface {name}");
        }

        pod.Links.RemoveOtherNames(link, link.OtherNames.Where(other => other == name));
        pod.Links.Move(link, node.Space, name, alias: null, isUp: false);
    }

    private static void RestoreInterface(RouteSocket node, Link link, SavedFunction saved)
    {
        if (link.Name != saved.HostName)
        {
            node.RemoveOtherNames(link, link.OtherNames.Where(other => other == saved.HostName));
            node.Rename(link, saved.HostName!);
        }

        if (saved.Mac is { } mac && !IsAddressOf(link, mac))
        {
            // Some drivers take the address that the card has for the function only when the interface goes down, and
            // refuse every other change of it.
            node.SetUp(link.Index);
            node.SetDown(link.Index);
            if (!IsAddressOf(node.Find(link.Index), mac))
            {
                FunctionSettings.SetMac(node, link, mac);
            }
        }

        if (saved.Mtu > 0 && saved.Mtu != link.Mtu)
        {
            node.SetMtu(link.Index, saved.Mtu);
        }
    }

    private static bool IsAddressOf(Link? link, ReadOnlyMemory<byte> mac) =>
        link is not null && link.Address.Span.SequenceEqual(mac.Span);
}
