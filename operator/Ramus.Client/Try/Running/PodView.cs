using System.Text.Json;
using Ramus.Client.Try.Reporting;
using Ramus.Client.Try.Scratch;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;

namespace Ramus.Client.Try.Running;

/// <summary>Inspects a pod's network namespace: asks the kernel, not the plugins.</summary>
internal static class PodView
{
    public static IReadOnlyList<PodInterface> Interfaces(string netns) =>
        ParseInterfaces(HostTool.Run("ip", ["-netns", netns, "-json", "-details", "address", "show"]));

    /// <summary>The routes of both families, without the kernel's own routes of each interface.</summary>
    public static IReadOnlyList<PodRoute> Routes(string netns) =>
    [
        .. ParseRoutes(HostTool.Run("ip", ["-netns", netns, "-json", "-4", "route", "show"])),
        .. ParseRoutes(HostTool.Run("ip", ["-netns", netns, "-json", "-6", "route", "show"])),
    ];

    /// <summary>The sysctls that the tuning plugins of these attachments set, with their present values.</summary>
    public static IReadOnlyList<PodSysctl> Sysctls(
        string netns, IEnumerable<(string Network, string Interface, NetworkConfig Config)> attachments) =>
    [
        .. attachments.SelectMany(attachment => attachment.Config.Plugins
            .SelectMany(plugin => TuningKeys(plugin, attachment.Interface))
            .Select(name => new PodSysctl(name, ReadSysctl(netns, name), attachment.Network))),
    ];

    internal static IReadOnlyList<PodInterface> ParseInterfaces(string json) =>
    [
        .. Objects(json).Select(link => new PodInterface(
            Text(link, "ifname"),
            link.TryGetProperty("linkinfo", out var info) ? Text(info, "info_kind") : Text(link, "link_type"),
            Text(link, "address"),
            link.TryGetProperty("mtu", out var mtu) ? mtu.GetInt32() : 0,
            [.. Addresses(link)])),
    ];

    internal static IReadOnlyList<PodRoute> ParseRoutes(string json) =>
    [
        .. Objects(json)
            .Where(route => Text(route, "dst").Length > 0 && !IsLinkLocal(Text(route, "dst")))
            .SelectMany(static route => Hops(route).Select(hop => new PodRoute(
                Text(route, "dst"),
                Text(hop, "gateway") is { Length: > 0 } gateway ? gateway : null,
                Text(hop, "dev")))),
    ];

    // A route over several gateways has a list of them.
    private static JsonElement[] Hops(JsonElement route) =>
        route.TryGetProperty("nexthops", out var hops) ? [.. hops.EnumerateArray()] : [route];

    internal static IEnumerable<string> TuningKeys(PluginConfig plugin, string interfaceName) =>
        plugin.Type == "tuning"
        && plugin.Element.TryGetKey("sysctl", out var keys)
        && keys.ValueKind == JsonValueKind.Object
            ? keys.EnumerateObject().Select(key => key.Name.Replace("IFNAME", interfaceName, StringComparison.Ordinal))
            : [];

    // sysctl(8): a dot is the separator, and a slash stands for a dot inside a name. If a slash comes first, the two
    // are exchanged.
    internal static string SysctlPath(string name) =>
        "/proc/sys/" + (name.IndexOfAny(['.', '/']) is >= 0 and var first && name[first] == '/'
            ? name
            : string.Concat(name.Select(letter => letter switch { '.' => '/', '/' => '.', _ => letter })));

    private static string ReadSysctl(string netns, string name) =>
        HostTool.TryRun("ip", "netns", "exec", netns, "cat", SysctlPath(name))?.Trim() ?? "cannot be read";

    private static IEnumerable<string> Addresses(JsonElement link) =>
        link.TryGetProperty("addr_info", out var list)
            ? list.EnumerateArray()
                .Where(address => Text(address, "scope") != "link")
                .Select(address => $"{Text(address, "local")}/{address.GetProperty("prefixlen").GetInt32()}")
            : [];

    // iproute2 prints an empty object for each entry that its filter drops.
    private static IEnumerable<JsonElement> Objects(string json) =>
        string.IsNullOrWhiteSpace(json)
            ? []
            : JsonElement.Parse(json).EnumerateArray().Where(item => item.EnumerateObject().Any());

    private static bool IsLinkLocal(string destination) =>
        destination.StartsWith("fe80:", StringComparison.Ordinal)
        || destination.StartsWith("ff00:", StringComparison.Ordinal);

    private static string Text(JsonElement o, string key) =>
        o.TryGetProperty(key, out var value) ? value.ToString() : "";
}
