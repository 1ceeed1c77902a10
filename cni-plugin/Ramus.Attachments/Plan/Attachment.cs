using System.Net;
using System.Text.Json;
using Ramus.Contract.Cni;

namespace Ramus.Attachments.Plan;

/// <summary>One network put into one pod under one interface name.</summary>
public sealed record Attachment
{
    /// <summary>The network as users see it in status, events and errors: namespace/name, or the name in a configuration file.</summary>
    public required string Network { get; init; }

    /// <summary>The interface inside the pod.</summary>
    public required string Interface { get; init; }

    /// <summary>What is run, complete: devices and arguments of the pod are in it.</summary>
    public required NetworkConfig Config { get; init; }

    /// <summary>The device that the pod was allocated for it, or null. Not in the record.</summary>
    public string? Device { get; init; }

    /// <summary>Capability arguments for the plugins that declare them.</summary>
    public JsonElement? CapabilityArgs { get; init; }

    /// <summary>'default-route' of the pod's annotation: the gateways; null when it does not ask.</summary>
    public IReadOnlyList<IPAddress>? DefaultRoute { get; init; }

    /// <summary>A network that the pod did not ask for; of the runtime's arguments it keeps those that it declares.</summary>
    public static Attachment Of(DefaultNetwork network, string interfaceName, JsonElement? runtimeConfig) => new()
    {
        Network = network.Name,
        Interface = interfaceName,
        Config = network.Config,
        CapabilityArgs = CapabilityArguments.Declared(runtimeConfig, network.Config),
    };

    /// <summary>The same with a device in its configuration and its capability arguments.</summary>
    public Attachment With(string device) => this with
    {
        Device = device,
        Config = Config.WithDevice(device),
        CapabilityArgs = CapabilityArguments.Merge(CapabilityArgs, CapabilityArguments.OfDevice(device)),
    };
}
