using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Contract.NodeDisk;

/// <summary>The files that the agent writes on the node.</summary>
/// <param name="ConfDir">The CNI configuration directory, as the agent sees it.</param>
public sealed record NodeFiles(string ConfDir)
{
    /// <summary>The container runtime's configuration that calls the plugin.</summary>
    public string RuntimeConfigFile => Path.Combine(ConfDir, NodeLayout.RuntimeConfig);

    /// <summary>A copy of that file, which is written while another file sorts before it.</summary>
    public string RuntimeConfigGuardFile => Path.Combine(ConfDir, NodeLayout.RuntimeConfigGuard);

    /// <summary>The directory of the files that the plugin reads.</summary>
    public string RamusDir => NodeLayout.RamusDirIn(ConfDir);

    public string NetworksDir => NodeLayout.NetworksIn(RamusDir);

    /// <exception cref="ContractException">The key must not or cannot become a path.</exception>
    public string NetworkFile(NetworkKey key) => NodeLayout.NetworkFileIn(RamusDir, key);
}
