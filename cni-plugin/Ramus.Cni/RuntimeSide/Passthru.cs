using System.Text;

namespace Ramus.Cni.RuntimeSide;

/// <summary>
/// The plugin type 'passthru' that Multus installs on nodes: it creates nothing, so that a plugin that must not be
/// first in a chain can follow it. Ramus needs no program file for it.
/// </summary>
internal sealed class Passthru : IDelegate
{
    public const string Type = "passthru";

    public static readonly Passthru Instance = new();

    private Passthru()
    {
    }

    /// <inheritdoc/>
    public void RequireInstalled(DelegateCall call)
    {
    }

    /// <inheritdoc/>
    public bool IsProgram(DelegateCall call, out string? unknown)
    {
        unknown = null;
        return false;
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Execute(DelegateCall call) => call.Command == "ADD"
        ? Encoding.ASCII.GetBytes($"{{\"cniVersion\":\"{call.Network.CniVersion}\"}}")
        : default;

    /// <inheritdoc/>
    public LinkUse AtDelete(DelegateCall call) => LinkUse.NotNeeded;
}
