using Ramus.Contract.Cni;

namespace Ramus.Node.DefaultNetwork;

/// <summary>One file of a CNI configuration directory: a network, or the reason why it is none.</summary>
internal sealed record ConfFile(string FileName, NetworkConfig? Network, string? Refusal)
{
    public bool IsValid => Network is not null;
}
