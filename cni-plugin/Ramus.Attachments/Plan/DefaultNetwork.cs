using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.NodeDisk;

namespace Ramus.Attachments.Plan;

/// <summary>A network that every pod gets without requesting it.</summary>
/// <param name="Name">The name in status, events and errors.</param>
/// <param name="Config">The configuration to execute.</param>
public sealed record DefaultNetwork(string Name, NetworkConfig Config)
{
    /// <summary>
    /// The attachment to this network, with those of the runtime's arguments that its plugins declare.
    /// </summary>
    public Attachment ToAttachment(string interfaceName, JsonElement? runtimeConfig) => new()
    {
        Network = Name,
        Interface = interfaceName,
        Config = Config,
        CapabilityArgs = CapabilityArguments.Declared(runtimeConfig, Config),
    };
}
