namespace Ramus.Contract.Agent;

/// <summary>A kind of request from the plugin to the node agent.</summary>
public enum AgentQuestion
{
    /// <summary>The pod's annotations and its service account.</summary>
    Annotations,

    Network,

    /// <summary>The devices that were allocated to the pod.</summary>
    Devices,
}
