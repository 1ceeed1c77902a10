using System.Text.Json;
using Ramus.Attachers.Calls;

namespace Ramus.Attachers.Links.Loopback;

/// <summary>The configuration of the plugin <c>loopback</c>, which has no keys of its own.</summary>
internal static class LoopbackConfig
{
    /// <summary>The interface, whatever the runtime calls it.</summary>
    public const string Interface = "lo";

    /// <summary>The first key that only the program knows; null for none.</summary>
    public static string? WhyUnknown(JsonElement config) => KnownKeys.FindUnknown(config, []);
}
