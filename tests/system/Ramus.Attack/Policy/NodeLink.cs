using System.Text.Json;

namespace Ramus.Attack.Policy;

/// <summary>An interface as the kernel shows it.</summary>
/// <param name="Index">The interface's index in its namespace.</param>
/// <param name="Name">The interface's name.</param>
/// <param name="Names">The name, the alternative names and the hardware address.</param>
/// <param name="Kind">The kernel's name for the interface type.</param>
/// <param name="Master">The bridge that has the interface as a port.</param>
/// <param name="Parent">The index of the lower interface, or of a veth's peer.</param>
/// <param name="Settings">Settings that only a program which uses the interface changes.</param>
internal sealed record NodeLink(
    int Index, string Name, IReadOnlyList<string> Names, string? Kind, string? Master, int? Parent, string Settings)
{
    internal static IReadOnlyList<NodeLink> Read(string netns)
    {
        using var links = JsonDocument.Parse(Command.Run("ip", "-n", netns, "-j", "-d", "link", "show"));
        var byName = links.RootElement.EnumerateArray()
            .ToDictionary(static link => Text(link, "ifname")!, static link => link.GetProperty("ifindex").GetInt32());
        return [.. links.RootElement.EnumerateArray().Select(link => Of(link, byName))];
    }

    private static NodeLink Of(JsonElement link, Dictionary<string, int> byName)
    {
        var name = Text(link, "ifname")!;
        var master = Text(link, "master");
        var altnames = link.TryGetProperty("altnames", out var others)
            ? others.EnumerateArray().Select(static other => other.GetString()!).ToList()
            : [];
        int? parent = link.TryGetProperty("link_index", out var index) ? index.GetInt32()
            : Text(link, "link") is { } below ? byName[below]
            : null;
        var isUp = link.GetProperty("flags").EnumerateArray().Any(static flag => flag.ValueEquals("UP"));
        return new NodeLink(
            link.GetProperty("ifindex").GetInt32(),
            name,
            [name, .. altnames, Text(link, "address")!],
            link.TryGetProperty("linkinfo", out var info) ? Text(info, "info_kind") : null,
            master,
            parent,
            $"{name} {master} {isUp} {link.GetProperty("mtu")} {Text(link, "qdisc")} {string.Join(' ', altnames)}");
    }

    private static string? Text(JsonElement parent, string key) =>
        parent.TryGetProperty(key, out var value) ? value.GetString() : null;
}
