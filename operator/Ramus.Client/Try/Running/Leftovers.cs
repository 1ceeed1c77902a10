using System.Text;
using System.Text.Json;
using Ramus.Client.Try.Scratch;
using Ramus.Linux.Files;

namespace Ramus.Client.Try.Running;

/// <summary>Finds the leftovers of a pod on the scratch node.</summary>
internal static class Leftovers
{
    private const int MostBytes = 64 << 10;

    /// <summary>Files, rules and interfaces that still belong to the container; empty after a complete DEL.</summary>
    public static IReadOnlyList<string> Find(string containerId, string netns) =>
    [
        .. PodView.Interfaces(netns).Where(link => link.Kind != "loopback")
            .Select(link => $"interface {link.Name} in the pod"),
        .. Directory.EnumerateFiles(TryPaths.AllState, "*", SearchOption.AllDirectories)
            .Where(path => Mentions(path, containerId)).Select(path => $"file {path}"),
        .. Rules(containerId).Select(rule => $"packet rule {rule}"),
    ];

    /// <summary>The node's interfaces without bridges, which stay by design for the next pod.</summary>
    public static IReadOnlySet<string> NodeInterfaces() =>
        JsonElement.Parse(HostTool.Run("ip", ["-json", "-details", "link", "show"])).EnumerateArray()
            .Where(link => !(link.TryGetProperty("linkinfo", out var info)
                && info.TryGetProperty("info_kind", out var kind) && kind.GetString() == "bridge"))
            .Select(link => link.GetProperty("ifname").GetString()!)
            .ToHashSet(StringComparer.Ordinal);

    private static bool Mentions(string path, string containerId) =>
        Path.GetFileName(path).Contains(containerId, StringComparison.Ordinal)
        || (BoundedFile.TryRead(path, MostBytes) is { } content
            && Encoding.UTF8.GetString(content).Contains(containerId, StringComparison.Ordinal));

    private static IEnumerable<string> Rules(string containerId) =>
        ((HostTool.Find("iptables-save") is null ? null : HostTool.TryRun("iptables-save")) ?? "")
            .Split('\n').Where(rule => rule.Contains(containerId, StringComparison.Ordinal));
}
