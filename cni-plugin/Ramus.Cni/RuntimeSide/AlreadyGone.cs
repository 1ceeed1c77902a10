using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;

namespace Ramus.Cni.RuntimeSide;

/// <summary>
/// Distinguishes a DEL that found nothing to remove from a DEL that failed. host-device, macvlan, vlan, bond, sbr and
/// other plugins answer with an error when the namespace, the interface or its master is gone. A retry cannot succeed.
/// </summary>
public static class AlreadyGone
{
    private static readonly string[] LinkSigns =
        ["Link not found", "no such network interface", "no such device", "Cannot find device"];

    private static readonly string[] NamespaceSigns = ["no such file or directory", "unknown FS magic"];

    /// <summary>
    /// True when the plugin failed because a namespace or a link is missing, and it is in fact missing.
    /// </summary>
    /// <param name="message">The plugin's error message.</param>
    /// <param name="netns">The namespace path that the plugin got; empty for none.</param>
    /// <param name="isNamespaceGone">The namespace does not exist any more.</param>
    /// <param name="isLinkGone">One of <see cref="Links"/> is missing.</param>
    public static bool Explains(string message, string netns, bool isNamespaceGone, bool isLinkGone) =>
        ((isNamespaceGone || isLinkGone) && Tells(message, LinkSigns))
        || (isNamespaceGone && Tells(message, NamespaceSigns) && IsAboutNamespace(message, netns));

    /// <summary>
    /// The interfaces that a plugin needs at DEL: its interface in the pod, and those that its configuration names.
    /// </summary>
    public static IReadOnlyList<(string Name, bool IsInPod)> Links(PluginConfig plugin, string ifName)
    {
        const string what = "plugin configuration";
        List<(string, bool)> links = [(ifName, true)];
        if (plugin.Master is { } master)
        {
            links.Add((master, plugin.Element.GetFlag("linkInContainer", what)));
        }

        // bond: its members are in the pod now, wherever they came from.
        links.AddRange(plugin.Element.ItemsOf("links").Where(part => part.ValueKind == JsonValueKind.Object)
            .Select(part => (part.GetText("name", what) ?? "", true)));
        return links;
    }

    /// <summary>True for a plugin that, without a namespace, succeeds before it frees its addresses.</summary>
    public static bool ForgetsAddresses(PluginConfig plugin, string netns) =>
        netns.Length == 0 && plugin.Type == "host-device";

    private static bool Tells(string message, string[] signs) =>
        Array.Exists(signs, sign => message.Contains(sign, StringComparison.OrdinalIgnoreCase));

    // An error about a missing daemon socket has the same wording, and such a DEL must be repeated.
    private static bool IsAboutNamespace(string message, string netns) =>
        (netns.Length > 0 && message.Contains(netns, StringComparison.Ordinal))
        || message.Contains("netns", StringComparison.OrdinalIgnoreCase)
        || Array.Exists(NamespaceSigns, sign => message.Equals(sign, StringComparison.OrdinalIgnoreCase));
}
