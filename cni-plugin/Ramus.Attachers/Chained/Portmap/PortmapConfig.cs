using System.Text.Json;
using Ramus.Attachers.Calls;
using Ramus.Contract.Json;

namespace Ramus.Attachers.Chained.Portmap;

/// <summary>The configuration of the plugin <c>portmap</c>.</summary>
internal static class PortmapConfig
{
    private const string What = PluginRequest.What;
    private const string Mappings = "portMappings";
    private const int MaxMarkBit = 31;

    private static readonly string[] Keys =
    [
        "backend", "snat", "conditionsV4", "conditionsV6", "masqAll", "markMasqBit", "externalSetMarkChain",
    ];

    /// <summary>
    /// The first key or value that only the program knows: host ports, and values that the program refuses.
    /// </summary>
    public static string? WhyUnknown(JsonElement config)
    {
        if (KnownKeys.FindUnknown(config, Keys, Mappings) is { } unknown)
        {
            return unknown;
        }

        _ = config.GetFlag("snat", What);
        _ = config.GetFlag("masqAll", What);
        _ = config.GetTexts("conditionsV4", What);
        _ = config.GetTexts("conditionsV6", What);
        return HasMappings(config) ? $"'{Mappings}'"
            : config.GetText("backend", What) is not (null or "iptables" or "nftables") ? "the value of 'backend'"
            : config.GetInteger("markMasqBit", What) is < 0 or > MaxMarkBit ? "the value of 'markMasqBit'"
            : config.GetText("externalSetMarkChain", What) is not null && config.TryGetKey("markMasqBit", out _)
                ? "'markMasqBit' together with 'externalSetMarkChain'"
                : null;
    }

    private static bool HasMappings(JsonElement config) =>
        config.TryGetObject("runtimeConfig", What, out var arguments)
        && arguments.TryGetKey(Mappings, out var given)
        && (given.ValueKind != JsonValueKind.Array || given.GetArrayLength() > 0);
}
