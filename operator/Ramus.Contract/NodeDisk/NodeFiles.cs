using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Contract.NodeDisk;

/// <summary>The files that the agent makes on the node.</summary>
/// <param name="ConfDir">The CNI configuration directory, as the agent sees it.</param>
public sealed record NodeFiles(string ConfDir)
{
    /// <summary>The configuration that calls the plugin.</summary>
    public string RuntimeConfigFile => Path.Combine(ConfDir, NodeLayout.RuntimeConfig);

    /// <summary>The same once more, where another file sorts before the first.</summary>
    public string RuntimeConfigGuardFile => Path.Combine(ConfDir, NodeLayout.RuntimeConfigGuard);

    /// <summary>What the plugin reads.</summary>
    public string RamusDir => NodeLayout.RamusDirIn(ConfDir);

    public string NetworksDir => NodeLayout.NetworksIn(RamusDir);

    /// <exception cref="ContractException">The key is no name of Kubernetes, so it must not become a path.</exception>
    public string NetworkFile(NetworkKey key) => NodeLayout.NetworkFileIn(RamusDir, key);
}
