using System.Text.RegularExpressions;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Files;

namespace Ramus.Node.Uninstall;

/// <summary>
/// Removes exactly the files that the agent created on a node. While pods still have networks of Ramus, the files that
/// their deletion needs stay, and the plugin removes these files with the last of the pods.
/// </summary>
internal sealed partial class Uninstaller(UninstallPaths paths)
{
    private readonly NodeFiles files = new(paths.ConfDir);

    /// <summary>Removes the files; returns one message per removed path and per kept part.</summary>
    public IEnumerable<string> Run()
    {
        var pods = new RemainingAttachments(paths.StateDir).Forget();
        if (pods > 0 && DrainMode.Announce(files))
        {
            foreach (var path in Remove(files.RamusDir, paths.RunDir))
            {
                yield return $"removed {path}";
            }

            yield return $"kept the plugin, because {WithNetworks(pods)} networks of Ramus; the plugin removes itself "
                + "when the last of these pods is deleted, and until then new pods get only the default network";
            yield break;
        }

        // First the configuration that calls the plugin, then the files that the plugin reads, then the plugin.
        foreach (var path in RuntimeConfigs().Concat(
            Remove(files.RamusDir, Path.Combine(paths.BinDir, NodeLayout.Plugin), paths.RunDir)))
        {
            yield return $"removed {path}";
        }

        if (pods > 0)
        {
            yield return $"kept {paths.StateDir}, because {WithNetworks(pods)} networks of Ramus, but the container "
                + "runtime does not call the plugin; delete the pods, then run this command again";
            yield break;
        }

        foreach (var path in Remove([.. State(), .. RuntimeResults()]).Concat(EmptyFolders()))
        {
            yield return $"removed {path}";
        }

        if (Directory.Exists(Migrated))
        {
            yield return $"kept {Migrated} with the files of Multus that 'kubectl-ramus migrate apply' moved there; "
                + "restore or delete these files";
        }
    }

    private static string WithNetworks(int pods) => pods == 1 ? "1 pod has" : $"{pods} pods have";

    private string Migrated => NodeLayout.MigrationIn(paths.StateDir);

    // The files of Multus are kept.
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

        // Cilium may have renamed our file.
        var renamed = Directory.EnumerateFiles(files.ConfDir, NodeLayout.RuntimeConfig + ".*")
            .Where(path => RuntimeConfDirectory.TryReadOurs(path) is not null);
        foreach (var path in new[] { files.RuntimeConfigGuardFile, files.RuntimeConfigFile }
            .Where(File.Exists).Concat(renamed).ToList())
        {
            File.Delete(path);
            yield return path;
        }
    }

    // The runtime caches results by the name of our list. They are stale, because it uses another list from now on.
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
            // The target of a link is not ours.
            if (Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null)
            {
                if (RemoveTree(path))
                {
                    yield return path;
                }
            }
            else if (Path.Exists(path))
            {
                File.Delete(path);
                yield return path;
            }
        }
    }

    // The kubelet created these directories for our pod if they were missing. Files in them belong to others.
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

    // Not Directory.Delete(recursive): it fails on a mount point before it deletes the content.
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
            // A mount point cannot be removed; its content is deleted.
            return held;
        }
    }
}
