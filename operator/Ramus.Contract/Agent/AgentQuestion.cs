namespace Ramus.Contract.Agent;

/// <summary>What the plugin asks the node agent.</summary>
public enum AgentQuestion
{
    Annotations,

    Network,

    /// <summary>The devices that were allocated to the pod.</summary>
    Devices,
}
