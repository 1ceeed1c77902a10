using Ramus.Contract.Cni;

namespace Ramus.Cni.RuntimeSide;

/// <summary>
/// One plugin of a network, however it runs: as a program of the node, or inside of this process. <see
/// cref="Delegates"/> chooses by the plugin's type; nothing else may ask for the type.
/// </summary>
public interface IDelegate
{
    /// <summary>Succeeds when the plugin can run on this node. Changes nothing.</summary>
    /// <exception cref="CniException">It cannot, for example because its program is not installed.</exception>
    void RequireInstalled();

    /// <summary>Performs one command.</summary>
    /// <returns>What the plugin prints: a result for ADD; nothing that matters for the other commands.</returns>
    /// <exception cref="CniException">The command failed, or did not end in time.</exception>
    ReadOnlyMemory<byte> Execute(DelegateCall call);
}
