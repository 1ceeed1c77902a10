using Ramus.Contract.Cni;

namespace Ramus.Cni.RuntimeSide;

/// <summary>One file of a CNI configuration directory: a network, or the reason why the file is unusable.</summary>
public sealed record ConfFile(string FileName, NetworkConfig? Network, string? Refusal)
{
    /// <summary>True when the file contains a usable network.</summary>
    public bool IsValid => Network is not null;
}
