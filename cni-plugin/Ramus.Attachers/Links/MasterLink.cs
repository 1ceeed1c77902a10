using Ramus.Attachers.Calls;
using Ramus.Attachers.Pods;
using Ramus.Contract.Cni;
using Ramus.Linux.Netlink;

namespace Ramus.Attachers.Links;

/// <summary>Creates an interface on another interface, directly in the pod's namespace.</summary>
internal static class MasterLink
{
    /// <summary>Creates the interface; <paramref name="undo"/> removes it.</summary>
    /// <param name="links">The interfaces of the namespace that contains the master.</param>
    /// <param name="pod">The pod's namespace.</param>
    /// <param name="request">The name in the pod.</param>
    /// <param name="link">The interface; its name is not used.</param>
    /// <param name="undo">The steps that undo ADD.</param>
    /// <exception cref="CniException">The pod has such an interface already.</exception>
    /// <exception cref="IOException">The kernel refuses.</exception>
    public static Link Create(RouteSocket links, PodSpace pod, PluginRequest request, NewLink link, UndoSteps undo)
    {
        try
        {
            links.Create(link with { Name = request.IfName, Space = pod.Space });
            undo.Push(() => pod.Remove(request.IfName));
        }
        catch (NetlinkException failure) when (failure.IsExisting)
        {
            if (pod.Links.IndexOf(request.IfName) is not null)
            {
                throw PluginFailure.Of($"interface {request.IfName} already exists in the pod", failure);
            }

            // Before Linux 6.14 the kernel compares the name with those of the namespace of the master, too.
            CreateRenamed(links, pod, request, link, undo);
        }

        return pod.Links.Find(request.IfName)
            ?? throw PluginFailure.Of($"failed to find the new interface {request.IfName}");
    }

    private static void CreateRenamed(
        RouteSocket links, PodSpace pod, PluginRequest request, NewLink link, UndoSteps undo)
    {
        var name = LinkValues.RandomName();
        links.Create(link with { Name = name, Space = pod.Space });
        undo.Push(() => pod.Remove(name));
        undo.Push(() => pod.Remove(request.IfName));
        var created = pod.Links.Find(name) ?? throw PluginFailure.Of($"failed to find the new interface {name}");
        pod.Links.Rename(created, request.IfName);
    }
}
