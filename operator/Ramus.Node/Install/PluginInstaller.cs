using System.Security.Cryptography;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Files;

namespace Ramus.Node.Install;

/// <summary>Copies the plugin to the host, where the container runtime executes it.</summary>
internal static class PluginInstaller
{
    private const UnixFileMode Executable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>
    /// Copies <paramref name="source"/> to the directory of the CNI plugins; false when the same file is already there.
    /// The copy is renamed over the old file, so a running plugin keeps its file and there is no "text file busy".
    /// </summary>
    public static bool Install(string source, string binDir)
    {
        var target = Path.Combine(binDir, NodeLayout.Plugin);
        if (IsInstalled(source, target))
        {
            return false;
        }

        Directory.CreateDirectory(binDir);
        AtomicFile.RemoveLeftovers(binDir);
        AtomicFile.Replace(target, Executable, stream =>
        {
            using var plugin = File.OpenRead(source);
            plugin.CopyTo(stream);
        });
        return true;
    }

    private static bool IsInstalled(string source, string target) =>
        File.Exists(target)
        && File.ResolveLinkTarget(target, returnFinalTarget: false) is null
        && PosixFile.IsRegular(target)
        && new FileInfo(source).Length == new FileInfo(target).Length
        && File.GetUnixFileMode(target) == Executable
        && Digest(source).AsSpan().SequenceEqual(Digest(target));

    private static byte[] Digest(string path)
    {
        using var file = File.OpenRead(path);
        return SHA256.HashData(file);
    }
}
