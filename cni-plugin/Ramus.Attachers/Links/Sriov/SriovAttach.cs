using Ramus.Attachers.Addresses;
using Ramus.Attachers.Calls;
using Ramus.Attachers.Ipam;
using Ramus.Attachers.Pods;
using Ramus.Contract.Cni;
using Ramus.Contract.Selection;
using Ramus.Linux.Netlink;
using Ramus.Linux.Sockets;

namespace Ramus.Attachers.Links.Sriov;

/// <summary>ADD of the plugin <c>sriov</c>.</summary>
internal static class SriovAttach
{
    private static readonly TimeSpan CarrierPatience = TimeSpan.FromSeconds(1);

    /// <summary>Configures the function, and moves its interface into the pod; a failure restores both.</summary>
    public static CniResult Run(PluginRequest request, SriovConfig config)
    {
        var device = SriovDevice.Require(config.DeviceId);
        using var exclusive = SriovStore.Lock(config.DeviceId);
        if (SriovStore.UserOf(config.DeviceId) is { } user)
        {
            throw PluginFailure.Of($"the virtual function {config.DeviceId} is in use by the pod of {user}");
        }

        using var pod = PodSpace.For(request);
        using var node = NodeSpace.For(request);
        using var undo = new UndoSteps();
        var card = device.RequireCard(node.Links);
        var saved = Gather(node, card, device, config);

        // Before the first change, so that DEL can restore the function after a killed ADD.
        undo.Push(() => SriovStore.Free(config.DeviceId));
        SriovStore.Allocate(config.DeviceId, request.Netns);
        undo.Push(() => SriovStore.Remove(request));
        SriovStore.Save(request, saved);

        undo.Push(() => SriovUndo.Restore(pod, node, request.IfName, saved));
        FunctionSettings.Apply(node.Links, card, saved);
        var moved = saved.HostName is null ? null : Move(pod, node, saved, request.IfName);
        var result = Configure(pod, moved, request, undo);
        undo.Keep();
        if (moved is not null)
        {
            Announce(pod, moved, result);
        }

        return result with
        {
            Interfaces =
            [
                new ResultInterface(request.IfName)
                {
                    Mac = MacOf(saved),
                    Mtu = saved.ResultMtu,
                    Sandbox = request.Netns,
                },
            ],
        };
    }

    private static SavedFunction Gather(NodeSpace node, Link card, SriovDevice device, SriovConfig config)
    {
        var name = device.InterfaceName;
        if (name is null && !PciDevice.HasUserspaceDriver(device.Id))
        {
            throw PluginFailure.Of(
                $"the virtual function {device.Id} has neither an interface on the node nor a driver for DPDK");
        }

        var link = name is null ? null : node.Links.Find(name)
            ?? throw PluginFailure.Of($"the interface {name} of the virtual function {device.Id} is missing");
        return new SavedFunction
        {
            DeviceId = device.Id,
            Card = device.Card,
            Settings = config.Settings,
            ChosenMac = config.Mac,
            Before = node.Links.FindVirtualFunction(card.Index, device.Number)
                ?? throw PluginFailure.Of($"interface {card.Name} does not list its virtual function {device.Number}"),
            HostName = name,
            Mac = link?.Address,
            Mtu = link?.Mtu ?? 0,
            ResultMtu = link?.Mtu ?? card.Mtu,
        };
    }

    private static Link Move(PodSpace pod, NodeSpace node, SavedFunction saved, string ifName)
    {
        if (pod.Links.IndexOf(ifName) is not null)
        {
            throw PluginFailure.Of($"interface {ifName} already exists in the pod");
        }

        var link = node.Links.Find(saved.HostName!)
            ?? throw PluginFailure.Of($"the interface {saved.HostName} of {saved.DeviceId} is missing");
        node.Links.Move(link, pod.Space, ifName, alias: null, isUp: false);
        var moved = pod.Links.Find(ifName)
            ?? throw PluginFailure.Of($"interface {ifName} is missing after it was moved into the pod");

        // The node's udev may have given the interface its own name a second time.
        pod.Links.RemoveOtherNames(moved, moved.OtherNames.Where(name => name == saved.HostName));
        if (saved.ChosenMac is { } mac)
        {
            FunctionSettings.SetMac(pod.Links, moved, mac);
        }

        return moved;
    }

    private static CniResult Configure(PodSpace pod, Link? moved, PluginRequest request, UndoSteps undo)
    {
        if (request.IpamType is not { } ipam)
        {
            if (moved is not null)
            {
                pod.Links.SetUp(moved.Index);
            }

            return new CniResult { CniVersion = CniVersions.Newest };
        }

        var allocated = IpamCall.Add(request, ipam, undo);
        var result = allocated with { Ips = [.. allocated.Ips.Select(ip => ip with { Interface = 0 })] };
        if (moved is not null)
        {
            PodInterface.Configure(
                pod,
                moved,
                result,
                ($"net/ipv4/conf/{request.IfName}/arp_notify", "1"),
                ($"net/ipv6/conf/{request.IfName}/ndisc_notify", "1"),
                ($"net/ipv6/conf/{request.IfName}/optimistic_dad", "1"));
        }

        return result;
    }

    // Best effort. The kernel's own announcement is lost: it sends it when the interface is set up, and a function
    // reports its link some time later. IPv6 is left to the kernel: a card may return an advertisement to its sender,
    // and before the detection of duplicates ends, the sender would take it for another machine's.
    private static void Announce(PodSpace pod, Link link, CniResult result)
    {
        var addresses = result.Ips.Select(ip => IpPrefix.Parse(ip.Address).Address).Where(address => address.IsV4);
        try
        {
            if (!addresses.Any())
            {
                return;
            }

            ChangeWatch.Await(
                pod.Space, CarrierPatience, () => pod.Links.Find(link.Index) is not { IsOperational: false });
            if (pod.Links.Find(link.Index) is { } current)
            {
                ArpAnnouncement.Send(pod.Space, current, addresses.Select(address => address.ToAddress()));
            }
        }
        catch (IOException)
        {
            // Neighbors find the new hardware address later.
        }
    }

    private static string? MacOf(SavedFunction saved)
    {
        var mac = saved.ChosenMac ?? saved.Mac ?? saved.Before.Address;
        return mac.Span.ContainsAnyExcept((byte)0) ? HardwareAddress.Of(mac.Span).ToString() : null;
    }
}
