namespace Ramus.Contract.Agent;

/// <summary>What the plugin asks the node agent.</summary>
public enum AgentQuestion
{
    /// <summary>The pod's annotations.</summary>
    Annotations,

    /// <summary>A rendered network.</summary>
    Network,

    /// <summary>The devices that were allocated to the pod.</summary>
    Devices,
}
