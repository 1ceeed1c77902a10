using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Client.Try.Scratch;

/// <summary>Which interfaces a node must have for some networks to work on it.</summary>
internal static class UplinkNames
{
    private static readonly string[] Always = ["eth0", "eth1"];

    /// <summary>
    /// eth0, eth1, and what the configurations call "master" (or "device", for host-device); bridges are made by their
    /// plugin, and a master inside the pod is no interface of the node.
    /// </summary>
    public static IReadOnlyList<string> Find(IEnumerable<NetworkConfig> networks)
    {
        var plugins = networks.SelectMany(network => network.Plugins).Select(plugin => plugin.Element).ToList();
        var bridges = plugins.Select(plugin => Text(plugin, "bridge")).OfType<string>().Append("cni0").ToHashSet();
        return
        [
            .. Always
                .Concat(plugins.Where(plugin => !IsInPod(plugin)).SelectMany(Named))
                .Where(name => !bridges.Contains(name) && InterfaceName.Refuse(name) is null)
                .Distinct(),
        ];
    }

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
