using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Contract.NodeDisk;

/// <summary>The files that the agent makes on the node.</summary>
/// <param name="ConfDir">The CNI configuration directory, as the agent sees it.</param>
public sealed record NodeFiles(string ConfDir)
{
    public string RuntimeConfigFile => Path.Combine(ConfDir, NodeLayout.RuntimeConfig);

    public string RuntimeConfigGuardFile => Path.Combine(ConfDir, NodeLayout.RuntimeConfigGuard);

    public string RamusDir => NodeLayout.RamusDirIn(ConfDir);

    public string NetworksDir => NodeLayout.NetworksIn(RamusDir);

    /// <summary>The rendered file of one network.</summary>
    /// <exception cref="ContractException">The key is no name of Kubernetes, so it must not become a path.</exception>
    public string NetworkFile(NetworkKey key) => NodeLayout.NetworkFileIn(RamusDir, key);
}
