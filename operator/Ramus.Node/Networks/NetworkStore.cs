using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.Selection;
using Ramus.Linux.Files;

namespace Ramus.Node.Networks;

/// <summary>The rendered networks: files are the only store, the plugin reads them without asking anybody.</summary>
internal sealed class NetworkStore(NodeFiles files)
{
    /// <summary>Writes a network; false when the file held exactly that.</summary>
    public bool Write(NetworkKey key, NetworkConfig network)
    {
        var path = files.NetworkFile(key);
        PosixFile.MakeDirectory(Path.GetDirectoryName(path)!);
        return AtomicFile.ReplaceWhenDifferent(path, network.ToListJson());
    }

    /// <summary>A rendered network; null when there is none or it is damaged.</summary>
    public NetworkConfig? Read(NetworkKey key)
    {
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

    public bool Has(NetworkKey key) => key.IsValid && File.Exists(files.NetworkFile(key));

    /// <summary>Removes a network; false when there was none.</summary>
    public bool Remove(NetworkKey key)
    {
        if (!Has(key))
        {
            return false;
        }

        File.Delete(files.NetworkFile(key));
        return true;
    }

    /// <summary>Removes every file that is none of <paramref name="isWanted"/>, and says how many.</summary>
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
        var stale = Directory.EnumerateFiles(directory, "*" + NodeFiles.NetworkExtension)
            .Where(path => !isWanted(new NetworkKey(
                Path.GetFileName(directory), Path.GetFileNameWithoutExtension(path))))
            .ToList();
        stale.ForEach(File.Delete);
        return stale.Count;
    }
}
