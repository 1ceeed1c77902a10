using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Netlink;

namespace Ramus.Attachments.Hints;

/// <summary>The hint about a sysctl of tuning that belongs to an interface which the pod does not have.</summary>
internal static class TuningHints
{
    private const string What = "plugin configuration";

    /// <summary>The hint for one plugin, whose input is <paramref name="config"/>; null for none.</summary>
    /// <param name="attachment">The attachment.</param>
    /// <param name="config">The plugin's input.</param>
    /// <param name="netns">The pod's network namespace.</param>
    public static string? Find(Attachment attachment, JsonElement config, string netns)
    {
        if (config.GetText("type", What) != "tuning" || !config.TryGetKey("sysctl", out var all)
            || all.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        using var pod = RouteSocket.Open(netns);
        foreach (var key in all.EnumerateObject().Select(static one => one.Name))
        {
            if (InterfaceOf(key) is { Length: > 0 } name && name != attachment.Interface && pod.Find(name) is null)
            {
                return $"tuning's sysctl '{Quote.Short(key)}' belongs to the interface '{Quote.Short(name)}', which "
                    + "does not exist in the pod: write IFNAME in place of the name for the network's own interface, "
                    + "or correct the name";
            }
        }

        return null;
    }

    // net.ipv4.conf.NAME.key, or with slashes; tuning replaces IFNAME.
    private static string? InterfaceOf(string key) =>
        key.Split(key.Contains('/', StringComparison.Ordinal) ? '/' : '.') is
            ["net", "ipv4" or "ipv6" or "mpls", "conf" or "neigh", not ("all" or "default" or "IFNAME") and var name, _]
            ? name
            : null;
}
