using Ramus.Node.Files;
using Ramus.Node.Rendering;

namespace Ramus.Node.Install;

/// <summary>Removes exactly what the agent made on a node.</summary>
internal static class Uninstaller
{
    /// <summary>Removes it, and says what was done and what was left.</summary>
    public static IEnumerable<string> Run(string confDir, string binDir, string stateDir)
    {
        var files = new NodeFiles(confDir);
        if (Directory.Exists(confDir))
        {
            // First the file that calls the plugin, then what the plugin reads, then the plugin.
            foreach (var path in RuntimeConfigs(files).ToList())
            {
                File.Delete(path);
                yield return $"removed {path}";
            }

            AtomicFile.RemoveLeftovers(confDir);
        }

        if (Directory.Exists(files.RamusDir))
        {
            Directory.Delete(files.RamusDir, recursive: true);
            yield return $"removed {files.RamusDir}";
        }

        var hasAttachments = HasAttachments(stateDir);
        if (hasAttachments)
        {
            yield return $"kept {stateDir} and the plugin: pods of this node still have attachments, and need them to "
                + "be deleted; run this again when the node is drained";
            yield break;
        }

        foreach (var path in Rest(binDir, stateDir))
        {
            yield return $"removed {path}";
        }
    }

    private static IEnumerable<string> RuntimeConfigs(NodeFiles files)
    {
        // Cilium renames it; it is ours all the same.
        var renamed = Directory.EnumerateFiles(files.ConfDir, NodeFiles.RuntimeConfig + ".*")
            .Where(path => RenderedConfig.TryRead(path) is not null);
        return new[] { files.RuntimeConfigGuardFile, files.RuntimeConfigFile }.Where(File.Exists).Concat(renamed);
    }

    private static bool HasAttachments(string stateDir)
    {
        var attachments = Path.Combine(stateDir, "attachments");
        return Directory.Exists(attachments) && Directory.EnumerateFileSystemEntries(attachments).Any();
    }

    private static IEnumerable<string> Rest(string binDir, string stateDir)
    {
        var plugin = Path.Combine(binDir, PluginInstaller.PluginName);
        if (File.Exists(plugin))
        {
            File.Delete(plugin);
            yield return plugin;
        }

        foreach (var name in new[] { "attachments", "spool", "lock" })
        {
            var path = Path.Combine(stateDir, name);
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
                yield return path;
            }
            else if (File.Exists(path))
            {
                File.Delete(path);
                yield return path;
            }
        }

        if (Directory.Exists(stateDir) && !Directory.EnumerateFileSystemEntries(stateDir).Any())
        {
            yield return RemoveEmpty(stateDir);
        }
    }

    private static string RemoveEmpty(string directory)
    {
        try
        {
            Directory.Delete(directory);
        }
        catch (IOException)
        {
            // A mount point of the container cannot be removed from inside; it is empty.
        }

        return directory;
    }
}
