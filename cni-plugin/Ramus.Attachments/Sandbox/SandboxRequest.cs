namespace Ramus.Attachments.Sandbox;

/// <summary>The pod sandbox of an operation, as its caller describes it. The caller has checked the values.</summary>
public sealed record SandboxRequest
{
    /// <summary>The container ID; used in paths and as an argument of plugins.</summary>
    public required string ContainerId { get; init; }

    /// <summary>
    /// The path of the pod's network namespace; empty when it no longer exists, which is allowed only for a detachment.
    /// </summary>
    public required string Netns { get; init; }

    /// <summary>The interface of the default network, in practice eth0.</summary>
    public required string DefaultInterface { get; init; }

    /// <summary>CNI_ARGS: "K=V;K=V". It contains the pod's name.</summary>
    public string Args { get; init; } = "";

    /// <summary>The CNI version of the caller's configuration, and of the result to return.</summary>
    public string CniVersion { get; init; } = "1.0.0";
}
