using System.Text.Json;

namespace Ramus.Cni.RuntimeSide;

/// <summary>The parameters of one attachment that the runtime passes besides the configuration.</summary>
public sealed record AttachmentParameters
{
    /// <summary>CNI_CONTAINERID.</summary>
    public required string ContainerId { get; init; }

    /// <summary>CNI_NETNS; empty when the namespace is gone.</summary>
    public required string Netns { get; init; }

    /// <summary>CNI_IFNAME.</summary>
    public required string IfName { get; init; }

    /// <summary>CNI_ARGS.</summary>
    public string Args { get; init; } = "";

    /// <summary>
    /// Capability arguments: an object; each key is passed to the plugins that declare it. Null for none.
    /// </summary>
    public JsonElement? CapabilityArgs { get; init; }
}
