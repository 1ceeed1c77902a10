using Ramus.Contract.Cni;

namespace Ramus.Cni.RuntimeSide;

/// <summary>The directories that plugins are looked for in, in order (CNI_PATH).</summary>
public sealed record PluginPath(IReadOnlyList<string> Directories)
{
    /// <summary>The first regular file called <paramref name="type"/>.</summary>
    /// <exception cref="CniException">There is none, or the type is no file name.</exception>
    public string Find(string type)
    {
        if (type.Length == 0 || type.Contains('/') || type is "." or "..")
        {
            throw new CniException(CniErrorCode.InvalidNetworkConfig, $"plugin type '{type}' is not a file name");
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
            $"plugin '{type}' is not installed on this node: no such file in {string.Join(", ", Directories)}",
            $"install the CNI plugin '{type}' in one of these directories, or correct the network's 'type'");
    }

    /// <summary>The value of CNI_PATH.</summary>
    public override string ToString() => string.Join(':', Directories);
}
