using System.Text.Json;
using Ramus.Attachers.Calls;

namespace Ramus.Attachers.Links.Dummy;

/// <summary>The configuration of the plugin <c>dummy</c>, which has no keys of its own.</summary>
/// <param name="IpamType">The IPAM plugin, which is required.</param>
internal sealed record DummyConfig(string IpamType)
{
    /// <summary>The first key that only the program knows; null for none.</summary>
    public static string? WhyUnknown(JsonElement config) => KnownKeys.FindUnknown(config, []);

    /// <summary>Reads the configuration.</summary>
    /// <exception cref="Contract.Cni.CniException">It has no IPAM plugin.</exception>
    public static DummyConfig Read(PluginRequest request) => new(
        request.IpamType ?? throw PluginFailure.Of("dummy interface requires an IPAM configuration"));
}
