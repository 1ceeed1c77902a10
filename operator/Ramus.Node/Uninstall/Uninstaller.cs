using System.Text.RegularExpressions;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Files;

namespace Ramus.Node.Uninstall;

/// <summary>
/// Removes exactly what the agent made on a node. Where pods still have networks of ours, what their deletion needs
/// stays, and the plugin removes it with the last of them.
/// </summary>
internal sealed partial class Uninstaller(UninstallPaths paths)
{
    private readonly NodeFiles files = new(paths.ConfDir);

    /// <summary>Removes it, and says what was done and what was left.</summary>
    public IEnumerable<string> Run()
    {
        var pods = new RemainingAttachments(paths.StateDir).Forget();
        if (pods > 0 && DrainMode.Announce(files))
        {
            foreach (var path in Remove(files.RamusDir, paths.RunDir))
            {
                yield return $"removed {path}";
            }

            yield return $"kept the plugin for {pods} pods that have networks of Ramus: it goes with the last of them; "
                + "pods made from now on get the default network alone";
            yield break;
        }

        // First the file that calls the plugin, then what the plugin reads, then the plugin.
        foreach (var path in RuntimeConfigs().Concat(
            Remove(files.RamusDir, Path.Combine(paths.BinDir, NodeLayout.Plugin), paths.RunDir)))
        {
            yield return $"removed {path}";
        }

        if (pods > 0)
        {
            yield return $"kept {paths.StateDir}: {pods} pods have networks of Ramus, but the container runtime does "
                + "not call the plugin; delete the pods, then run this again";
            yield break;
        }

        foreach (var path in Remove([.. State(), .. RuntimeResults()]).Concat(EmptyFolders()))
        {
            yield return $"removed {path}";
        }

        if (Directory.Exists(Migrated))
        {
            yield return $"kept {Migrated}: files of Multus that 'kubectl-ramus migrate apply' took away; put them "
                + "back, or delete them";
        }
    }

    private string Migrated => NodeLayout.MigrationIn(paths.StateDir);

    // What belongs to Multus is not ours to delete.
    private string[] State() => Directory.Exists(Migrated)
        ? [.. Directory.EnumerateFileSystemEntries(paths.StateDir).Where(path => path != Migrated)]
        : [paths.StateDir];

    private IEnumerable<string> RuntimeConfigs()
    {
        if (!Directory.Exists(files.ConfDir))
        {
            yield break;
        }

        AtomicFile.RemoveLeftovers(files.ConfDir);

        // Cilium renames it; it is ours all the same.
        var renamed = Directory.EnumerateFiles(files.ConfDir, NodeLayout.RuntimeConfig + ".*")
            .Where(path => RuntimeConfDirectory.TryReadOurs(path) is not null);
        foreach (var path in new[] { files.RuntimeConfigGuardFile, files.RuntimeConfigFile }
            .Where(File.Exists).Concat(renamed).ToList())
        {
            File.Delete(path);
            yield return path;
        }
    }

    // The runtime remembers results by the name of our list, and looks for them by another name from now on.
    private string[] RuntimeResults()
    {
        var results = NodeLayout.ResultsIn(paths.StateDir);
        return Directory.Exists(results)
            ? [.. Directory.EnumerateFiles(results, $"{NodeLayout.Plugin}-*")
                .Where(path => OfOurList().IsMatch(Path.GetFileName(path)))]
            : [];
    }

    [GeneratedRegex("^ramus-[0-9a-f]{64}-")]
    private static partial Regex OfOurList();

    private static IEnumerable<string> Remove(params IEnumerable<string?> names)
    {
        foreach (var path in names)
        {
            if (Directory.Exists(path))
            {
                if (RemoveTree(path))
                {
                    yield return path;
                }
            }
            else if (File.Exists(path))
            {
                File.Delete(path);
                yield return path;
            }
        }
    }

    // The kubelet makes the folder for our pod where it is missing; what is in it is somebody else's.
    private IEnumerable<string> EmptyFolders()
    {
        for (var path = paths.FilesDir; path?.Length > 1 && Path.GetFileName(path) is "net.d" or "multus";
            path = Path.GetDirectoryName(path))
        {
            if (!Directory.Exists(path) || Directory.EnumerateFileSystemEntries(path).Any() || !RemoveTree(path))
            {
                yield break;
            }

            yield return path;
        }
    }

    // Not Directory.Delete(recursive): it gives up on a mount point before it has looked inside.
    private static bool RemoveTree(string directory)
    {
        var held = false;
        foreach (var entry in new DirectoryInfo(directory).EnumerateFileSystemInfos())
        {
            held = true;
            if (entry is DirectoryInfo { LinkTarget: null } folder)
            {
                folder.Delete(recursive: true);
            }
            else
            {
                entry.Delete();
            }
        }

        try
        {
            Directory.Delete(directory);
            return true;
        }
        catch (IOException)
        {
            // A mount point cannot be removed; it is empty now.
            return held;
        }
    }
}
