using Ramus.Contract.Cni;
using Ramus.Linux.Namespaces;
using Ramus.Linux.Netlink;

namespace Ramus.Cni.RuntimeSide;

/// <summary>Looks for the interfaces that an attachment consists of.</summary>
public static class PodLinks
{
    /// <summary>Those of <paramref name="names"/> that the namespace has for certain.</summary>
    public static IReadOnlyList<string> Present(string netns, IReadOnlyList<string> names)
    {
        try
        {
            using var links = RouteSocket.Open(netns);
            return [.. names.Where(name => links.IndexOf(name) is not null)];
        }
        catch (IOException)
        {
            // Who may not look into the namespace cannot say; the plugins will.
            return [];
        }
    }

    internal static bool IsNamespaceGone(string netns) =>
        netns.Length == 0 || NetworkNamespace.Look(netns) == NamespaceKind.Missing;

    /// <summary>True when one of the links that the plugin needs is missing for certain.</summary>
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
