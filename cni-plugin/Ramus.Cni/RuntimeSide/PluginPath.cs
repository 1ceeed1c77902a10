using Ramus.Contract.Cni;
using Ramus.Contract.Json;

namespace Ramus.Cni.RuntimeSide;

/// <summary>The directories of plugin programs (CNI_PATH), in search order.</summary>
public sealed record PluginPath(IReadOnlyList<string> Directories)
{
    /// <summary>The first regular file called <paramref name="type"/>.</summary>
    /// <exception cref="CniException">No such file exists, or the type is not a file name.</exception>
    public string Find(string type)
    {
        if (type.Length == 0 || type.Contains('/') || type is "." or "..")
        {
            throw new CniException(
                CniErrorCode.InvalidNetworkConfig, $"plugin type '{Quote.Short(type)}' is not a file name");
        }

        foreach (var directory in Directories)
        {
            var path = Path.Combine(directory, type);
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new CniException(
            CniErrorCode.InvalidNetworkConfig,
            $"plugin '{Quote.Short(type)}' is not installed on this node: no such file in "
            + string.Join(", ", Directories),
            $"install the CNI plugin '{Quote.Short(type)}' in one of these directories, or correct the network's "
            + "'type'");
    }

    /// <summary>The value of CNI_PATH.</summary>
    public override string ToString() => string.Join(':', Directories);
}
