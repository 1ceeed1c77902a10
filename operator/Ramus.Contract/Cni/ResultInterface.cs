namespace Ramus.Contract.Cni;

/// <summary>An interface that a plugin made; without a sandbox it lives on the host.</summary>
public sealed record ResultInterface(string Name)
{
    public string? Mac { get; init; }

    public int? Mtu { get; init; }

    /// <summary>Path of the network namespace.</summary>
    public string? Sandbox { get; init; }

    public string? SocketPath { get; init; }

    public string? PciId { get; init; }
}
