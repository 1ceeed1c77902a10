namespace Ramus.Contract.Cni;

/// <summary>An interface that a plugin made; without a sandbox it lives on the host.</summary>
public sealed record ResultInterface(string Name)
{
    public string? Mac { get; init; }

    /// <summary>In bytes; null when the plugin does not say.</summary>
    public int? Mtu { get; init; }

    /// <summary>Path of the network namespace.</summary>
    public string? Sandbox { get; init; }

    /// <summary>Of a vhost-user interface: the path of its socket on the host.</summary>
    public string? SocketPath { get; init; }

    /// <summary>The PCI address of the device behind it.</summary>
    public string? PciId { get; init; }
}
