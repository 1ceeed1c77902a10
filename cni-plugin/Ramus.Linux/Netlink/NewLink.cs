using Ramus.Linux.Namespaces;

namespace Ramus.Linux.Netlink;

/// <summary>An interface to be created.</summary>
/// <param name="Name">Its name in <see cref="Space"/>.</param>
/// <param name="Kind">Its kind, with the settings of this kind.</param>
public sealed record NewLink(string Name, LinkKind Kind)
{
    /// <summary>In bytes; null leaves it to the kernel.</summary>
    public int? Mtu { get; init; }

    /// <summary>In packets; null leaves it to the kernel.</summary>
    public int? TransmitQueueLength { get; init; }

    /// <summary>Null leaves it to the kernel.</summary>
    public ReadOnlyMemory<byte>? HardwareAddress { get; init; }

    /// <summary>The index of the interface below it, in the namespace of the socket; null for none.</summary>
    public int? Parent { get; init; }

    /// <summary>The index of the bridge that it joins; null for none.</summary>
    public int? Master { get; init; }

    /// <summary>Whether it is up from the beginning.</summary>
    public bool IsUp { get; init; }

    /// <summary>The namespace in which it is created; null for the namespace of the socket.</summary>
    public OpenedNamespace? Space { get; init; }
}
