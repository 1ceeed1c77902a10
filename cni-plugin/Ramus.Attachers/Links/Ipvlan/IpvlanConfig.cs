using System.Text.Json;
using Ramus.Attachers.Calls;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;

namespace Ramus.Attachers.Links.Ipvlan;

/// <summary>The configuration of the plugin <c>ipvlan</c>.</summary>
internal sealed record IpvlanConfig
{
    private const string What = PluginRequest.What;

    private static readonly string[] Keys = ["master", "mode", "mtu", "linkInContainer"];

    /// <summary>
    /// The interface below; null for the one of the default route, or in a chain for the only one of the preceding
    /// result.
    /// </summary>
    public string? Master { get; init; }

    /// <summary>The kernel's number: l2 0, l3 1, l3s 2.</summary>
    public required ushort Mode { get; init; }

    /// <summary>In bytes; null leaves it to the kernel.</summary>
    public int? Mtu { get; init; }

    /// <summary>The interface below is in the pod.</summary>
    public bool IsMasterInPod { get; init; }

    /// <summary>The first key that only the program knows; null for none.</summary>
    public static string? WhyUnknown(JsonElement config) => KnownKeys.FindUnknown(config, Keys);

    /// <summary>Reads the configuration.</summary>
    /// <exception cref="CniException">A value is invalid.</exception>
    /// <exception cref="ContractException">A value has the wrong type.</exception>
    public static IpvlanConfig Read(PluginRequest request)
    {
        var config = request.Config;
        return new IpvlanConfig
        {
            Master = config.GetText("master", What) is { Length: > 0 } master ? master : null,
            Mode = ReadMode(config.GetText("mode", What) ?? ""),
            Mtu = LinkValues.ReadMtu(config),
            IsMasterInPod = config.GetFlag("linkInContainer", What),
        };
    }

    /// <summary>The name of the interface below; null for the one of the default route.</summary>
    /// <param name="before">The result of the preceding plugins; null for none.</param>
    /// <exception cref="CniException">That result does not name exactly one interface.</exception>
    public string? MasterAfter(CniResult? before) => Master ?? (before is null ? null
        : before.Interfaces is [{ Name.Length: > 0 } only] ? only.Name
        : throw PluginFailure.Of("chained master failure. PrevResult lacks a single named interface"));

    private static ushort ReadMode(string mode) => mode switch
    {
        "" or "l2" => 0,
        "l3" => 1,
        "l3s" => 2,
        _ => throw PluginFailure.Of($"unknown ipvlan mode: \"{Quote.Short(mode)}\""),
    };
}
