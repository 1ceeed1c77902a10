using System.Text.Json;
using Ramus.Attachers.Calls;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;

namespace Ramus.Attachers.Flannel;

/// <summary>The configuration of the plugin <c>flannel</c>.</summary>
internal sealed record FlannelConfig
{
    private const string What = PluginRequest.What;
    private const string Ours = "it'll be set by flannel";

    private static readonly string[] Keys = ["subnetFile", "dataDir", "delegate"];

    /// <summary>The file that the flannel daemon writes.</summary>
    public required string SubnetFile { get; init; }

    /// <summary>The directory with the configurations of the plugins that were called.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Keys of the plugin that is called; an empty object for none.</summary>
    public required JsonElement Delegate { get; init; }

    /// <summary>Keys of its <c>ipam</c>; an empty object for none.</summary>
    public required JsonElement Ipam { get; init; }

    /// <summary>The first key or value that only the program knows; null for none.</summary>
    public static string? WhyUnknown(JsonElement config)
    {
        // The other keys of 'ipam' and 'runtimeConfig' are passed on, and checked by the plugin that is called.
        foreach (var property in config.EnumerateObject())
        {
            if (!GoKey.Same(property, "ipam") && !GoKey.Same(property, "runtimeConfig")
                && KnownKeys.FindUnknown(property, Keys) is { } unknown)
            {
                return unknown;
            }
        }

        return WhyRelative(config, "dataDir") ?? WhyRelative(config, "subnetFile");
    }

    /// <summary>Reads the configuration.</summary>
    /// <exception cref="CniException">The delegate has a key that flannel sets.</exception>
    /// <exception cref="ContractException">A value has the wrong type.</exception>
    public static FlannelConfig Read(PluginRequest request)
    {
        var config = request.Config;
        var called = ObjectOf(config, "delegate");
        if (called.TryGetProperty("type", out var type) && type.ValueKind != JsonValueKind.String)
        {
            throw PluginFailure.Of("'delegate' dictionary, if present, must have (string) 'type' field");
        }

        foreach (var key in (ReadOnlySpan<string>)["name", "ipam"])
        {
            if (called.TryGetProperty(key, out _))
            {
                throw PluginFailure.Of($"'delegate' dictionary must not have '{key}' field, {Ours}");
            }
        }

        return new FlannelConfig
        {
            SubnetFile = TextOf(config, "subnetFile") ?? "/run/flannel/subnet.env",
            DataDirectory = DirectoryOf(request),
            Delegate = called,
            Ipam = ObjectOf(config, "ipam"),
        };
    }

    /// <summary>As <see cref="DataDirectory"/>. DEL needs nothing else of the configuration.</summary>
    public static string DirectoryOf(PluginRequest request) =>
        TextOf(request.Config, "dataDir") ?? "/var/lib/cni/flannel";

    private static JsonElement ObjectOf(JsonElement config, string key) =>
        config.TryGetObject(key, What, out var value) ? value : JsonElement.Parse("{}"u8);

    // A text that is empty replaces the default of the program, which then finds no file.
    private static string? TextOf(JsonElement config, string key) =>
        config.TryGetKey(key, out _) ? config.GetText(key, What) : null;

    private static string? WhyRelative(JsonElement config, string key) =>
        TextOf(config, key) is { } path && (path.Length == 0 || path[0] != '/' || path.Any(char.IsControl))
            ? $"the relative path in '{key}'"
            : null;
}
