using System.Text;

namespace Ramus.Cni.RuntimeSide;

/// <summary>
/// The plugin type 'passthru' that Multus installs on nodes: it makes nothing, so that plugins which must follow
/// another can be first. Ours needs no file.
/// </summary>
internal sealed class Passthru : IDelegate
{
    public const string Type = "passthru";

    public static readonly Passthru Instance = new();

    private Passthru()
    {
    }

    /// <inheritdoc/>
    public void RequireInstalled()
    {
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Execute(DelegateCall call) => call.Command == "ADD"
        ? Encoding.ASCII.GetBytes($"{{\"cniVersion\":\"{call.Network.CniVersion}\"}}")
        : default;
}
