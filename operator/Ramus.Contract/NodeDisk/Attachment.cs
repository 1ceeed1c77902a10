using System.Text.Json;
using Ramus.Contract.Cni;

namespace Ramus.Contract.NodeDisk;

/// <summary>One network put into one pod under one interface name: everything that CHECK and DEL need of it.</summary>
public sealed record Attachment
{
    /// <summary>
    /// The network as users see it in status, events and errors: namespace/name, or the name in a configuration file.
    /// </summary>
    public required string Network { get; init; }

    /// <summary>The interface inside the pod.</summary>
    public required string Interface { get; init; }

    /// <summary>The complete configuration that is run: devices and arguments of the pod are in it.</summary>
    public required NetworkConfig Config { get; init; }

    /// <summary>Capability arguments for the plugins that declare them; null for none.</summary>
    public JsonElement? CapabilityArgs { get; init; }
}
