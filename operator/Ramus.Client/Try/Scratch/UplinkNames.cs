using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Client.Try.Scratch;

/// <summary>The interfaces that a node must have for the given networks.</summary>
internal static class UplinkNames
{
    private static readonly string[] Always = ["eth0", "eth1"];

    /// <summary>
    /// eth0, eth1, and the interfaces that the configurations name in "master" (or in "device", for host-device).
    /// Bridges are created by their plugin, and a master inside the pod is not an interface of the node.
    /// </summary>
    public static IReadOnlyList<string> Find(IEnumerable<NetworkConfig> networks)
    {
        var plugins = networks.SelectMany(network => network.Plugins).Select(plugin => plugin.Element).ToList();
        var present = plugins.Select(plugin => Text(plugin, "bridge")).OfType<string>().Append("cni0").Append("lo")
            .ToHashSet();
        return
        [
            .. Always
                .Concat(plugins.Where(plugin => !IsInPod(plugin)).SelectMany(Named))
                .Where(name => !present.Contains(name) && InterfaceName.Refuse(name) is null && IsPlain(name))
                .Distinct(),
        ];
    }

    // The names become words of a script for `ip`, which has quotes, comments and options.
    private static bool IsPlain(string name) =>
        name[0] != '-' && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '@' or '+');

    private static IEnumerable<string> Named(JsonElement plugin)
    {
        if (Text(plugin, "master") is { } master)
        {
            yield return master;
        }

        if (Text(plugin, "type") == "host-device" && Text(plugin, "device") is { } device)
        {
            yield return device;
        }
    }

    private static bool IsInPod(JsonElement plugin) =>
        plugin.TryGetKey("linkInContainer", out var flag) && flag.ValueKind == JsonValueKind.True;

    private static string? Text(JsonElement plugin, string key) =>
        plugin.TryGetKey(key, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text
            ? text
            : null;
}
