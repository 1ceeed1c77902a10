using Ramus.Contract.Cni;

namespace Ramus.Cni.RuntimeSide;

/// <summary>
/// One plugin of a network: a program on the node, or code inside this process. <see cref="Delegates"/> chooses by the
/// plugin's type; no other code may depend on the type.
/// </summary>
public interface IDelegate
{
    /// <summary>Succeeds when the plugin can run on this node with this configuration. Changes nothing.</summary>
    /// <exception cref="CniException">The plugin cannot run, for example because it is not installed.</exception>
    void RequireInstalled(DelegateCall call);

    /// <summary>Whether a program of the node runs for this call. Changes nothing.</summary>
    /// <param name="call">The call.</param>
    /// <param name="unknown">
    /// The key or value that the built-in plugin does not know; null when the type is not built in.
    /// </param>
    bool IsProgram(DelegateCall call, out string? unknown);

    /// <summary>Performs one command.</summary>
    /// <returns>The plugin's output: a result for ADD; to be ignored for the other commands.</returns>
    /// <exception cref="CniException">The command failed, or did not finish in time.</exception>
    ReadOnlyMemory<byte> Execute(DelegateCall call);

    /// <summary>How DEL of this call uses the pod's interface. Changes nothing.</summary>
    LinkUse AtDelete(DelegateCall call);
}
