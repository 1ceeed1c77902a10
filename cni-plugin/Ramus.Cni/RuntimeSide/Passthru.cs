using System.Text;
using Ramus.Contract.Cni;

namespace Ramus.Cni.RuntimeSide;

/// <summary>
/// The plugin type 'passthru' that Multus installs on nodes: it makes nothing, so that plugins which must follow another
/// can be first. Ours needs no file.
/// </summary>
public static class Passthru
{
    /// <summary>True when nothing is to be executed for this type.</summary>
    public static bool Is(string type) => type == "passthru";

    /// <summary>What it prints: an empty result for ADD, nothing for the other commands.</summary>
    internal static ReadOnlyMemory<byte> Answer(string command, NetworkConfig network) =>
        command == "ADD" ? Encoding.ASCII.GetBytes($"{{\"cniVersion\":\"{network.CniVersion}\"}}") : default;
}
