using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Contract.NodeDisk;

/// <summary>The names of the files that the agent makes on the node.</summary>
/// <param name="ConfDir">The CNI configuration directory, as the agent sees it.</param>
public sealed record NodeFiles(string ConfDir)
{
    public const string RuntimeConfig = "00-ramus.conflist";

    /// <summary>'-' sorts before any digit: this is first when another CNI takes a name before 00-ramus.</summary>
    public const string RuntimeConfigGuard = "0-ramus.conflist";

    public const string RamusDirName = "ramus.d";

    public const string NetworkExtension = ".conflist";

    public string RuntimeConfigFile => Path.Combine(ConfDir, RuntimeConfig);

    public string RuntimeConfigGuardFile => Path.Combine(ConfDir, RuntimeConfigGuard);

    public string RamusDir => Path.Combine(ConfDir, RamusDirName);

    public string NetworksDir => Path.Combine(RamusDir, "networks");

    /// <summary>Where the files of Multus are kept that a migration took away, below the plugin's state.</summary>
    public static string MigrationDir(string stateDir) => Path.Combine(stateDir, "migration");

    public static bool IsOurs(string fileName) => fileName is RuntimeConfig or RuntimeConfigGuard;

    /// <summary>The rendered file of one network.</summary>
    /// <exception cref="ContractException">The key is no name of Kubernetes, so it must not become a path.</exception>
    public string NetworkFile(NetworkKey key) =>
        key.IsValid
            ? Path.Combine(NetworksDir, key.Namespace, key.Name + NetworkExtension)
            : throw new ContractException($"network '{key}': not a valid namespace and name");
}
