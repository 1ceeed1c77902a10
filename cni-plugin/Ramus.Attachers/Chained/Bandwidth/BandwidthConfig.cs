using System.Text.Json;
using Ramus.Attachers.Calls;
using Ramus.Contract.Json;

namespace Ramus.Attachers.Chained.Bandwidth;

/// <summary>The configuration of the plugin <c>bandwidth</c>.</summary>
internal static class BandwidthConfig
{
    private const string What = PluginRequest.What;
    private const string Argument = "bandwidth";

    private static readonly string[] Limits = ["ingressRate", "ingressBurst", "egressRate", "egressBurst"];

    /// <summary>The first key or value that only the program knows: limits.</summary>
    public static string? WhyUnknown(JsonElement config) =>
        KnownKeys.FindUnknown(config, Limits, Argument) ?? FindLimit(config);

    // Limits of the configuration win over those of the pod, even when they are 0.
    private static string? FindLimit(JsonElement config)
    {
        var source = Array.Exists(Limits, key => config.TryGetKey(key, out _)) ? config
            : config.TryGetObject("runtimeConfig", What, out var arguments)
                && arguments.TryGetObject(Argument, What, out var given)
                ? given
                : default;
        return source.ValueKind != JsonValueKind.Object ? null
            : Limits.FirstOrDefault(key => source.TryGetKey(key, out var value) && !IsZero(value)) is { } limit
                ? $"'{limit}'"
                : null;
    }

    private static bool IsZero(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetUInt64(out var number) && number == 0;
}
