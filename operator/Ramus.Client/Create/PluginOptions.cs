namespace Ramus.Client.Create;

/// <summary>The options of `create network` that a plugin has, and the keys that they set.</summary>
/// <param name="Required">Options that must be given.</param>
/// <param name="Keys">The key of the configuration by option.</param>
internal sealed record PluginOptions(IReadOnlyList<string> Required, IReadOnlyDictionary<string, string> Keys)
{
    /// <summary>The supported plugins.</summary>
    public static IReadOnlyDictionary<string, PluginOptions> All { get; } =
        new SortedDictionary<string, PluginOptions>(StringComparer.Ordinal)
        {
            ["bridge"] = Of([], ("--bridge", "bridge"), ("--vlan", "vlan"), ("--mtu", "mtu")),
            ["dummy"] = Of([]),
            ["host-device"] = Of([], ("--device", "device"), ("--resource", "")),
            ["ipvlan"] = Of(["--master"], ("--master", "master"), ("--mode", "mode"), ("--mtu", "mtu")),
            ["macvlan"] = Of(["--master"], ("--master", "master"), ("--mode", "mode"), ("--mtu", "mtu")),
            ["ovs"] = Of(["--bridge"], ("--bridge", "bridge"), ("--vlan", "vlan"), ("--mtu", "mtu")),
            ["ptp"] = Of([], ("--mtu", "mtu")),
            ["sriov"] = Of(["--resource"], ("--resource", ""), ("--vlan", "vlan")),
            ["vlan"] = Of(
                ["--master", "--vlan"], ("--master", "master"), ("--vlan", "vlanId"), ("--mtu", "mtu")),
        };

    /// <summary>Why the settings do not fit the plugin; null when they do.</summary>
    public static string? WhyWrong(NetworkSettings settings)
    {
        var options = All[settings.Type];
        var given = Given(settings).Select(static one => one.Option).ToList();
        if (options.Required.FirstOrDefault(option => !given.Contains(option)) is { } missing)
        {
            return $"a network of type {settings.Type} needs {missing}";
        }

        return given.FirstOrDefault(option => !options.Keys.ContainsKey(option)) is { } useless
            ? $"a network of type {settings.Type} does not take {useless}; it takes "
                + (options.Keys.Count == 0 ? "no options of its own" : string.Join(", ", options.Keys.Keys))
            : null;
    }

    /// <summary>The options of the plugin that the user gave, with their values.</summary>
    public static IEnumerable<(string Option, string? Text, int? Number)> Given(NetworkSettings settings) =>
        ((IEnumerable<(string, string?, int?)>)
        [
            ("--master", settings.Master, null), ("--mode", settings.Mode, null),
            ("--bridge", settings.Bridge, null), ("--vlan", null, settings.Vlan), ("--mtu", null, settings.Mtu),
            ("--device", settings.Device, null), ("--resource", settings.Resource, null),
        ]).Where(static one => !string.IsNullOrEmpty(one.Item2) || one.Item3 is not null);

    private static PluginOptions Of(string[] required, params (string Option, string Key)[] keys) =>
        new(required, keys.ToDictionary(static one => one.Option, static one => one.Key, StringComparer.Ordinal));
}
