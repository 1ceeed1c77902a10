namespace Ramus.Attachments.Sandbox;

/// <summary>
/// The pod sandbox that an operation is about, as its caller describes it. The values are checked by the caller.
/// </summary>
public sealed record SandboxRequest
{
    /// <summary>The container id: it becomes a part of paths and an argument of plugins.</summary>
    public required string ContainerId { get; init; }

    /// <summary>
    /// The path of the pod's network namespace; empty when it is gone, which only a detachment may find.
    /// </summary>
    public required string Netns { get; init; }

    /// <summary>The interface of the default network, in practice eth0.</summary>
    public required string DefaultInterface { get; init; }

    /// <summary>CNI_ARGS: "K=V;K=V". The pod's name is among them.</summary>
    public string Args { get; init; } = "";

    /// <summary>
    /// The CNI version in which the caller wants the result, and in which it wrote its configuration.
    /// </summary>
    public string CniVersion { get; init; } = "1.0.0";
}
