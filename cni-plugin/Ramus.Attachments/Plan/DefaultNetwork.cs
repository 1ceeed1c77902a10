using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.NodeDisk;

namespace Ramus.Attachments.Plan;

/// <summary>A network that a pod gets without asking.</summary>
/// <param name="Name">As users see it in status, events and errors.</param>
/// <param name="Config">What is run.</param>
public sealed record DefaultNetwork(string Name, NetworkConfig Config)
{
    /// <summary>Its attachment; of the runtime's arguments it keeps those that its plugins declare.</summary>
    public Attachment ToAttachment(string interfaceName, JsonElement? runtimeConfig) => new()
    {
        Network = Name,
        Interface = interfaceName,
        Config = Config,
        CapabilityArgs = CapabilityArguments.Declared(runtimeConfig, Config),
    };
}
