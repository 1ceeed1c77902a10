using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;

namespace Ramus.Cni.RuntimeSide;

/// <summary>
/// Tells a DEL that finds nothing to do from one that fails. host-device, macvlan, vlan, bond, sbr and others answer
/// with an error when the namespace, the interface or what it hangs on is gone, which no retry ever clears.
/// </summary>
public static class AlreadyGone
{
    private static readonly string[] LinkSigns =
        ["Link not found", "no such network interface", "no such device", "Cannot find device"];

    private static readonly string[] NamespaceSigns = ["no such file or directory", "unknown FS magic"];

    /// <summary>True when the failure is about something that is missing, and that is missing indeed.</summary>
    /// <param name="message">The plugin's own words.</param>
    /// <param name="netns">The namespace as the plugin got it; empty for none.</param>
    /// <param name="isNamespaceGone">There is no namespace any more.</param>
    /// <param name="isLinkGone">One of <see cref="Links"/> is missing.</param>
    public static bool Explains(string message, string netns, bool isNamespaceGone, bool isLinkGone) =>
        ((isNamespaceGone || isLinkGone) && Tells(message, LinkSigns))
        || (isNamespaceGone && Tells(message, NamespaceSigns) && IsAboutNamespace(message, netns));

    /// <summary>
    /// What a plugin needs to find at DEL: its interface in the pod, and the interfaces that its configuration names.
    /// </summary>
    public static IReadOnlyList<(string Name, bool IsInPod)> Links(PluginConfig plugin, string ifName)
    {
        const string what = "plugin configuration";
        List<(string, bool)> links = [(ifName, true)];
        if (plugin.Master is { } master)
        {
            links.Add((master, plugin.Element.GetFlag("linkInContainer", what)));
        }

        // bond: wherever they come from, they are in the pod now.
        links.AddRange(plugin.Element.ItemsOf("links").Where(part => part.ValueKind == JsonValueKind.Object)
            .Select(part => (part.GetText("name", what) ?? "", true)));
        return links;
    }

    /// <summary>True for a plugin that succeeds without a namespace before it frees its addresses.</summary>
    public static bool ForgetsAddresses(PluginConfig plugin, string netns) =>
        netns.Length == 0 && plugin.Type == "host-device";

    private static bool Tells(string message, string[] signs) =>
        Array.Exists(signs, sign => message.Contains(sign, StringComparison.OrdinalIgnoreCase));

    // A daemon's socket that is missing has the same words, and there DEL must be repeated.
    private static bool IsAboutNamespace(string message, string netns) =>
        (netns.Length > 0 && message.Contains(netns, StringComparison.Ordinal))
        || message.Contains("netns", StringComparison.OrdinalIgnoreCase)
        || Array.Exists(NamespaceSigns, sign => message.Equals(sign, StringComparison.OrdinalIgnoreCase));
}
