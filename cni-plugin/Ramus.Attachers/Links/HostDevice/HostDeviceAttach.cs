using Ramus.Attachers.Calls;
using Ramus.Attachers.Ipam;
using Ramus.Attachers.Pods;
using Ramus.Contract.Cni;
using Ramus.Linux.Netlink;

namespace Ramus.Attachers.Links.HostDevice;

/// <summary>ADD of the plugin <c>host-device</c>.</summary>
internal static class HostDeviceAttach
{
    /// <summary>Moves the device into the pod; a failure gives it back.</summary>
    public static CniResult Run(PluginRequest request, HostDeviceConfig config)
    {
        using var pod = PodSpace.For(request);
        using var node = NodeSpace.For(request);
        using var undo = new UndoSteps();
        var moved = HostDevices.HasUserspaceDriver(config)
            ? null
            : Move(pod, node, HostDevices.Require(node.Links, config), request.IfName, undo);
        var result = new CniResult { CniVersion = CniVersions.Newest };
        if (request.IpamType is { } ipam)
        {
            var allocated = IpamCall.Add(request, ipam, undo);
            result = allocated with
            {
                Ips = [.. allocated.Ips.Select(ip => ip with { Interface = 0 })],
                Dns = request.Dns,
            };
            if (moved is not null)
            {
                PodInterface.Configure(pod, moved, result);
            }
        }

        undo.Keep();
        return result with
        {
            Interfaces = [new ResultInterface(request.IfName) { Mac = moved?.Mac, Sandbox = request.Netns }],
        };
    }

    private static Link Move(PodSpace pod, NodeSpace node, Link device, string ifName, UndoSteps undo)
    {
        if (pod.Links.IndexOf(ifName) is not null)
        {
            throw PluginFailure.Of($"failed to move link: interface {ifName} already exists in the pod");
        }

        // A failure may leave the device in the pod with its own name.
        undo.Push(() => Restore(node, device));
        undo.Push(() =>
        {
            if (pod.Links.Find(device.Name)?.Mac == device.Mac)
            {
                HostDeviceUndo.GiveBack(pod, node, device.Name, device.Name);
            }
        });
        undo.Push(() => HostDeviceUndo.GiveBack(pod, node, ifName, device.Name));
        node.Links.Move(device, pod.Space, ifName, alias: device.Name, isUp: true);
        return pod.Links.Find(ifName)
            ?? throw PluginFailure.Of($"failed to find \"{ifName}\" in container NS");
    }

    private static void Restore(NodeSpace node, Link device)
    {
        if (device.IsUp && node.Links.Find(device.Name) is { IsUp: false } back)
        {
            node.Links.SetUp(back.Index);
        }
    }
}
