using System.Text.Json;
using Ramus.Attachers.Calls;
using Ramus.Contract.Json;

namespace Ramus.Attachers.Links.Ptp;

/// <summary>The configuration of the plugin <c>ptp</c>.</summary>
/// <param name="Mtu">In bytes; null leaves it to the kernel.</param>
/// <param name="IpamType">The IPAM plugin, which is required.</param>
internal sealed record PtpConfig(int? Mtu, string IpamType)
{
    private const string What = PluginRequest.What;

    private static readonly string[] Keys = ["ipMasq", "ipMasqBackend", "mtu"];

    /// <summary>The first key or value that only the program knows: packet rules.</summary>
    public static string? WhyUnknown(JsonElement config) =>
        KnownKeys.FindUnknown(config, Keys) ?? (config.GetFlag("ipMasq", What) ? "'ipMasq'" : null);

    /// <summary>Reads the configuration.</summary>
    /// <exception cref="Contract.Cni.CniException">It has no IPAM plugin.</exception>
    /// <exception cref="ContractException">A value has the wrong type.</exception>
    public static PtpConfig Read(PluginRequest request)
    {
        _ = request.Config.GetText("ipMasqBackend", What);
        return new PtpConfig(
            LinkValues.ReadMtu(request.Config),
            request.IpamType ?? throw PluginFailure.Of("ptp needs an IPAM plugin: set 'type' in 'ipam'"));
    }
}
