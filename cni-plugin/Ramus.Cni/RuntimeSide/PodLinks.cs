using Ramus.Contract.Cni;
using Ramus.Linux.Namespaces;
using Ramus.Linux.Netlink;

namespace Ramus.Cni.RuntimeSide;

/// <summary>Looks up the interfaces of an attachment.</summary>
public static class PodLinks
{
    /// <summary>The <paramref name="names"/> that certainly exist as interfaces in the namespace.</summary>
    public static IReadOnlyList<string> Present(string netns, IReadOnlyList<string> names)
    {
        try
        {
            using var links = RouteSocket.Open(netns);
            return [.. names.Where(name => links.IndexOf(name) is not null)];
        }
        catch (IOException)
        {
            // The namespace cannot be entered, so nothing is known for certain; the plugins will report the error.
            return [];
        }
    }

    /// <summary>
    /// Removes interfaces together, which takes the kernel no longer than removing one. Best effort: if an interface
    /// stays, its plugins remove it and report the error.
    /// </summary>
    public static void RemoveTogether(string netns, IReadOnlyList<string> names)
    {
        if (NetworkNamespace.Look(netns) != NamespaceKind.Other)
        {
            return;
        }

        try
        {
            using var links = RouteSocket.Open(netns);
            links.RemoveTogether(names);
        }
        catch (IOException)
        {
        }
    }

    /// <summary>Whether there is no namespace at the path; true for an empty path.</summary>
    public static bool IsNamespaceGone(string netns) =>
        netns.Length == 0 || NetworkNamespace.Look(netns) == NamespaceKind.Missing;

    /// <summary>True when a link that the plugin needs is certainly missing.</summary>
    internal static bool IsAnyGone(PluginConfig plugin, AttachmentParameters attachment) => AlreadyGone
        .Links(plugin, attachment.IfName)
        .Any(link => IsGone(link.IsInPod ? attachment.Netns : NetworkNamespace.Own, link.Name));

    private static bool IsGone(string netns, string name)
    {
        try
        {
            using var links = RouteSocket.Open(netns);
            return links.IndexOf(name) is null;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
