using System.Text.Json;

namespace Ramus.Testing;

/// <summary>The network interfaces of a named namespace.</summary>
public static class Links
{
    public static IReadOnlyList<string> Interfaces(string netns) =>
    [
        .. JsonDocument.Parse(Command.Run("ip", "-n", netns, "-j", "link", "show")).RootElement.EnumerateArray()
            .Select(link => link.GetProperty("ifname").GetString()!)
            .Where(name => name != "lo"),
    ];

    public static JsonElement Show(string netns, string name) =>
        JsonDocument.Parse(Command.Run("ip", "-n", netns, "-j", "addr", "show", "dev", name)).RootElement[0];
}
