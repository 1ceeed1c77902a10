using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.Selection;
using Ramus.Linux.Files;

namespace Ramus.Node.Networks;

/// <summary>The files of the rendered networks; the plugin reads them without a request to the agent.</summary>
internal sealed class NetworkStore(NodeFiles files)
{
    /// <summary>Writes a network; false when the file already had this content.</summary>
    public bool Write(NetworkKey key, NetworkConfig network)
    {
        var path = files.NetworkFile(key);
        PosixFile.MakeDirectory(Path.GetDirectoryName(path)!);
        return AtomicFile.ReplaceWhenDifferent(path, network.ToListJson());
    }

    /// <summary>Reads a rendered network; null when its file is missing or damaged, or cannot exist.</summary>
    public NetworkConfig? Read(NetworkKey key)
    {
        if (NodeLayout.WhyNoNetworkFile(key) is not null)
        {
            return null;
        }

        var path = files.NetworkFile(key);
        try
        {
            return BoundedFile.TryRead(path, RuntimeConfDirectory.MaxFileBytes) is { } content
                ? NetworkConfig.Parse(content, path)
                : null;
        }
        catch (ContractException)
        {
            return null;
        }
    }

    public bool Has(NetworkKey key) =>
        NodeLayout.WhyNoNetworkFile(key) is null && File.Exists(files.NetworkFile(key));

    /// <summary>Removes a network; false when it had no file.</summary>
    public bool Remove(NetworkKey key)
    {
        if (!Has(key))
        {
            return false;
        }

        File.Delete(files.NetworkFile(key));
        return true;
    }

    /// <summary>All networks that have a file.</summary>
    public IReadOnlyList<NetworkKey> Keys() => !Directory.Exists(files.NetworksDir)
        ? []
        : [.. Directory.GetDirectories(files.NetworksDir)
            .SelectMany(static directory => Directory.EnumerateFiles(directory, "*" + NodeLayout.NetworkExtension))
            .Select(KeyOf).Where(static key => key.IsValid)];

    /// <summary>Removes the files of networks that are not <paramref name="isWanted"/>; returns their number.</summary>
    public int RemoveStale(Func<NetworkKey, bool> isWanted)
    {
        if (!Directory.Exists(files.NetworksDir))
        {
            return 0;
        }

        var removed = 0;
        foreach (var directory in Directory.GetDirectories(files.NetworksDir))
        {
            removed += RemoveStale(directory, isWanted);
            if (!Directory.EnumerateFileSystemEntries(directory).Any())
            {
                Directory.Delete(directory);
            }
        }

        return removed;
    }

    private static int RemoveStale(string directory, Func<NetworkKey, bool> isWanted)
    {
        AtomicFile.RemoveLeftovers(directory);
        var stale = Directory.EnumerateFiles(directory, "*" + NodeLayout.NetworkExtension)
            .Where(path => !isWanted(KeyOf(path)))
            .ToList();
        stale.ForEach(File.Delete);
        return stale.Count;
    }

    private static NetworkKey KeyOf(string path) =>
        new(Path.GetFileName(Path.GetDirectoryName(path)!), Path.GetFileNameWithoutExtension(path));
}
