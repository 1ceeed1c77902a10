namespace Ramus.Contract.Cni;

/// <summary>An interface that a plugin created; without a sandbox it is on the host.</summary>
public sealed record ResultInterface(string Name)
{
    public string? Mac { get; init; }

    /// <summary>The MTU in bytes; null when the plugin does not report it.</summary>
    public int? Mtu { get; init; }

    /// <summary>Path of the network namespace.</summary>
    public string? Sandbox { get; init; }

    /// <summary>The path of the socket on the host, for a vhost-user interface.</summary>
    public string? SocketPath { get; init; }

    /// <summary>The PCI address of the interface's device.</summary>
    public string? PciId { get; init; }
}
