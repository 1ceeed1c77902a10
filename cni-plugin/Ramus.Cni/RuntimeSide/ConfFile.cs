using Ramus.Contract.Cni;

namespace Ramus.Cni.RuntimeSide;

/// <summary>One file of a CNI configuration directory: a network, or the reason why it is none.</summary>
public sealed record ConfFile(string FileName, NetworkConfig? Network, string? Refusal)
{
    /// <summary>It is a network.</summary>
    public bool IsValid => Network is not null;
}
