using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Attachments.Hints;

/// <summary>An existing interface that a plugin's configuration names.</summary>
/// <param name="Type">The plugin's type.</param>
/// <param name="Key">The key.</param>
/// <param name="Name">The interface.</param>
/// <param name="IsInPod">Whether the plugin looks for it in the pod instead of on the node.</param>
/// <param name="IsMoved">Whether the plugin moves it into the pod.</param>
internal sealed record NamedInterface(string Type, string Key, string Name, bool IsInPod, bool IsMoved = false)
{
    /// <summary>The key that makes the plugin look in the pod; null when it does not depend on a key.</summary>
    public string? InPodBy { get; private init; }

    private const string What = "plugin configuration";

    /// <summary>The interfaces of one plugin; empty for a plugin that is not known to need any.</summary>
    public static IReadOnlyList<NamedInterface> In(string type, JsonElement config) => type switch
    {
        "macvlan" or "ipvlan" or "vlan" => ByKey(One(type, config, "master", false), config, "linkInContainer"),
        "ipoib" => One(type, config, "master", isInPod: false),
        "accelerated-bridge" => One(type, config, "bridge", isInPod: false),
        "tap" => One(type, config, "bridge", isInPod: true),
        "host-device" => One(type, config, "device", isInPod: false, isMoved: true),
        "bond" => ByKey(
            config.ItemsOf("links").SelectMany(link => One(type, link, "name", false, isMoved: true)), config,
            "linksInContainer"),
        _ => [],
    };

    private static NamedInterface[] ByKey(IEnumerable<NamedInterface> named, JsonElement config, string key) =>
        config.GetFlag(key, What)
            ? [.. named.Select(one => one with { IsInPod = true, InPodBy = key })]
            : [.. named];

    private static NamedInterface[] One(
        string type, JsonElement config, string key, bool isInPod, bool isMoved = false) =>
        config.ValueKind == JsonValueKind.Object && config.GetText(key, What) is { Length: > 0 } name
            ? [new NamedInterface(type, key, name, isInPod, isMoved)]
            : [];
}
