using System.Text.Json;
using Ramus.Attachers.Calls;
using Ramus.Attachers.Pods;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Attachers.Links.Bridge;

/// <summary>The configuration of the plugin <c>bridge</c>.</summary>
internal sealed record BridgeConfig
{
    private const string What = PluginRequest.What;
    private const int MaxVlan = 4094;

    private static readonly string[] Keys =
    [
        "bridge", "isGateway", "isDefaultGateway", "forceAddress", "ipMasq", "ipMasqBackend", "mtu", "hairpinMode",
        "promiscMode", "vlan", "vlanTrunk", "preserveDefaultVlan", "macspoofchk", "enabledad",
        "disableContainerInterface", "portIsolation",
    ];

    /// <summary>The bridge's name on the node.</summary>
    public required string Bridge { get; init; }

    /// <summary>The bridge has the gateway's addresses.</summary>
    public bool IsGateway { get; init; }

    /// <summary>The pod's default route leads to the bridge.</summary>
    public bool IsDefaultGateway { get; init; }

    /// <summary>Other addresses of the bridge are removed when they are in the way.</summary>
    public bool ForcesAddress { get; init; }

    /// <summary>In bytes; null leaves it to the kernel.</summary>
    public int? Mtu { get; init; }

    /// <summary>The bridge sends packets back to the port from which they came.</summary>
    public bool IsHairpin { get; init; }

    public bool IsPromiscuous { get; init; }

    /// <summary>The port exchanges packets only with ports that are not isolated.</summary>
    public bool IsIsolated { get; init; }

    /// <summary>The kernel looks for other machines with the pod's IPv6 addresses.</summary>
    public bool DetectsDuplicates { get; init; }

    /// <summary>The pod's interface stays down and has no addresses.</summary>
    public bool KeepsInterfaceDown { get; init; }

    /// <summary>The pod's hardware address; null leaves it to the kernel.</summary>
    public ReadOnlyMemory<byte>? Mac { get; init; }

    /// <summary>
    /// The first key or value that only the program knows: everything that needs packet rules or VLAN filtering.
    /// </summary>
    public static string? WhyUnknown(JsonElement config)
    {
        if (KnownKeys.FindUnknown(config, Keys) is { } unknown)
        {
            return unknown;
        }

        return config.GetFlag("ipMasq", What) ? "'ipMasq'"
            : config.GetFlag("macspoofchk", What) ? "'macspoofchk'"
            : config.GetInteger("vlan", What) is > 0 and <= MaxVlan ? "'vlan'"
            : config.TryGetKey("vlanTrunk", out _) ? "'vlanTrunk'"
            : null;
    }

    /// <summary>Reads the configuration.</summary>
    /// <exception cref="CniException">A value is invalid.</exception>
    /// <exception cref="ContractException">A value has the wrong type.</exception>
    public static BridgeConfig Read(PluginRequest request)
    {
        var config = request.Config;
        var vlan = config.GetInteger("vlan", What) ?? 0;
        if (vlan is < 0 or > MaxVlan)
        {
            throw PluginFailure.Of($"invalid VLAN ID {vlan} (must be between 0 and {MaxVlan})");
        }

        var arguments = CniArguments.Read(request.Args, RequestedMac.Argument);
        var isDefault = config.GetFlag("isDefaultGateway", What);
        _ = config.GetFlag("preserveDefaultVlan", What);
        _ = config.GetText("ipMasqBackend", What);
        return new BridgeConfig
        {
            Bridge = ReadName(config),
            IsGateway = isDefault || config.GetFlag("isGateway", What),
            IsDefaultGateway = isDefault,
            ForcesAddress = config.GetFlag("forceAddress", What),
            Mtu = LinkValues.ReadMtu(config),
            IsHairpin = config.GetFlag("hairpinMode", What),
            IsPromiscuous = config.GetFlag("promiscMode", What),
            IsIsolated = config.GetFlag("portIsolation", What),
            DetectsDuplicates = config.GetFlag("enabledad", What),
            KeepsInterfaceDown = config.GetFlag("disableContainerInterface", What),
            Mac = RequestedMac.Parse(
                RequestedMac.Text(request.RuntimeArgument("mac"), "mac")
                ?? RequestedMac.Text(request.CniArgument("mac"), "mac")
                ?? arguments.GetValueOrDefault(RequestedMac.Argument)),
        };
    }

    /// <summary>Refuses combinations that ADD cannot make.</summary>
    /// <exception cref="CniException">Two values contradict each other.</exception>
    public void RequireConsistency(bool hasAddresses)
    {
        if (hasAddresses && KeepsInterfaceDown)
        {
            throw PluginFailure.Of("cannot use IPAM when DisableContainerInterface flag is set");
        }

        if (IsHairpin && IsPromiscuous)
        {
            throw PluginFailure.Of("cannot set hairpin mode and promiscuous mode at the same time");
        }
    }

    private static string ReadName(JsonElement config)
    {
        var name = config.GetText("bridge", What) ?? "cni0";
        return InterfaceName.Refuse(name) is { } reason
            ? throw PluginFailure.Of($"failed to create bridge: {reason}")
            : name;
    }
}
