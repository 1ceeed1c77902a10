using System.Text.Json;
using Ramus.Contract.Cni;

namespace Ramus.Contract.NodeDisk;

/// <summary>One network attached to one pod as one interface, with everything that CHECK and DEL need.</summary>
public sealed record Attachment
{
    /// <summary>
    /// The network's name in status, events and errors: namespace/name, or the name in a configuration file.
    /// </summary>
    public required string Network { get; init; }

    /// <summary>The interface inside the pod.</summary>
    public required string Interface { get; init; }

    /// <summary>The complete configuration that is run, including the pod's devices and arguments.</summary>
    public required NetworkConfig Config { get; init; }

    /// <summary>Capability arguments for the plugins that declare them; null for none.</summary>
    public JsonElement? CapabilityArgs { get; init; }
}
