namespace Ramus.Attachers.Links;

/// <summary>The settings of a pair of interfaces.</summary>
internal sealed record VethSettings
{
    /// <summary>Of both ends, in bytes; null leaves it to the kernel.</summary>
    public int? Mtu { get; init; }

    /// <summary>The hardware address of the pod's end; null leaves it to the kernel.</summary>
    public ReadOnlyMemory<byte>? PodMac { get; init; }

    /// <summary>The index of the bridge of the node's end; null for none.</summary>
    public int? Master { get; init; }
}
