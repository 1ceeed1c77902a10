using System.Text.Json;
using Ramus.Attachers.Calls;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;

namespace Ramus.Attachers.Links.Vlan;

/// <summary>The configuration of the plugin <c>vlan</c>.</summary>
internal sealed record VlanConfig
{
    private const string What = PluginRequest.What;
    private const int MaxId = 4094;

    private static readonly string[] Keys = ["master", "vlanId", "mtu", "linkInContainer"];

    /// <summary>The interface below.</summary>
    public required string Master { get; init; }

    /// <summary>The tag.</summary>
    public required ushort Id { get; init; }

    /// <summary>In bytes; 0 leaves it to the kernel.</summary>
    public long Mtu { get; init; }

    /// <summary>The interface below is in the pod.</summary>
    public bool IsMasterInPod { get; init; }

    /// <summary>The first key that only the program knows; null for none.</summary>
    public static string? WhyUnknown(JsonElement config) => KnownKeys.FindUnknown(config, Keys);

    /// <summary>Reads the configuration.</summary>
    /// <exception cref="CniException">A value is invalid.</exception>
    /// <exception cref="ContractException">A value has the wrong type.</exception>
    public static VlanConfig Read(PluginRequest request)
    {
        var config = request.Config;
        return new VlanConfig
        {
            Master = config.GetText("master", What) is { Length: > 0 } master
                ? master
                : throw PluginFailure.Of("\"master\" field is required: the interface of the VLAN"),
            Id = config.GetInteger("vlanId", What) is not { } id ? (ushort)0
                : id is >= 0 and <= MaxId ? (ushort)id
                : throw PluginFailure.Of($"invalid VLAN ID {id} (must be between 0 and {MaxId})"),
            Mtu = config.GetInteger("mtu", What) ?? 0,
            IsMasterInPod = config.GetFlag("linkInContainer", What),
        };
    }
}
