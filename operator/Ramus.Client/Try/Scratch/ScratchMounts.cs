using System.Runtime.Versioning;
using Ramus.Kubernetes.Options;

namespace Ramus.Client.Try.Scratch;

/// <summary>
/// Hides the machine's state from the programs in the scratch node, and keeps their writes in memory: a network can
/// name any path, and its plugins run as root. This process already has its own mount namespace, so no other process
/// sees these mounts, and their content is deleted with the process.
/// </summary>
[SupportedOSPlatform("linux")]
internal static class ScratchMounts
{
    // The folders with the node's state: the scratch node starts without the machine's content.
    private static readonly string[] Empty = ["/etc/cni", "/var/lib/cni"];
    private static readonly string[] Kernel = ["/proc", "/sys", "/run", "/dev"];

    // A path in a network may be a disk. Plugins need only these devices.
    private static readonly string[] Devices =
        ["/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/net/tun"];

    private const string Scratch = "/run/ramus-try";
    private const string Over = $"{Scratch}/over";

    /// <summary>Whether the mounts hide a file of the user.</summary>
    public static bool Hides(string path) => Empty.Append("/run").Append("/var/run").Append("/dev")
        .Any(hidden => path.StartsWith(hidden + "/", StringComparison.Ordinal));

    public static void Make()
    {
        // Plugins find network namespaces by /proc/<pid>, and the pid namespace is new.
        Mount("proc", "proc", "/proc");
        Mount("tmpfs", "tmpfs", "/run", "mode=0755");
        MakeDevices();
        foreach (var directory in Directory.EnumerateDirectories("/")
            .Where(path => !Kernel.Contains(path) && new DirectoryInfo(path).LinkTarget is null))
        {
            Cover(directory);
        }

        // The layers of the overlays must be reachable only through the covered folders.
        Mount("tmpfs", "tmpfs", Over, "mode=0000,ro");
        foreach (var directory in Empty)
        {
            Directory.CreateDirectory(directory);
            Mount("tmpfs", "tmpfs", directory, "mode=0755");
        }

        Seal();
    }

    /// <summary>Refuses files on file systems that are mounted below a folder of "/": they are not visible.</summary>
    public static void Require(IEnumerable<string> paths)
    {
        if (paths.FirstOrDefault(path => !Path.Exists(path)) is { } lost)
        {
            throw ProgramException.WrongUsage(
                $"{lost} is not visible on the scratch node, because its file system is mounted below a folder of /: "
                + "copy it to another directory, and give that path");
        }
    }

    private static void MakeDevices()
    {
        var root = $"{Scratch}/dev";
        foreach (var device in Devices.Where(Path.Exists))
        {
            var place = root + device["/dev".Length..];
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.WriteAllBytes(place, []);
            HostTool.Run("mount", ["--bind", device, place]);
        }

        File.CreateSymbolicLink($"{root}/fd", "/proc/self/fd");
        File.CreateSymbolicLink($"{root}/stdin", "/proc/self/fd/0");
        File.CreateSymbolicLink($"{root}/stdout", "/proc/self/fd/1");
        File.CreateSymbolicLink($"{root}/stderr", "/proc/self/fd/2");
        HostTool.Run("mount", ["--rbind", root, "/dev"]);
    }

    // Writes stay in memory. If the kernel supports no overlay of the folder's file system, the folder is read-only.
    private static void Cover(string directory)
    {
        var scratch = Over + directory;
        Directory.CreateDirectory($"{scratch}/upper", File.GetUnixFileMode(directory));
        Directory.CreateDirectory($"{scratch}/work");
        var options = $"lowerdir={directory},upperdir={scratch}/upper,workdir={scratch}/work";
        if (HostTool.TryRun("mount", "-t", "overlay", "-o", options, "overlay", directory) is null)
        {
            HostTool.Run("mount", ["--bind", directory, directory]);
            HostTool.Run("mount", ["-o", "remount,bind,ro", directory]);
        }
    }

    // Last, because the other mounts create folders. /proc/sys/net shows only settings of our own network namespaces.
    private static void Seal()
    {
        HostTool.Run("mount", ["--bind", "/proc/sys/net", "/proc/sys/net"]);
        HostTool.Run("mount", ["-o", "remount,bind,ro", "/proc"]);

        // A new /sys shows the interfaces of this network namespace. In some containers the mount is not permitted.
        if (HostTool.TryRun("mount", "-t", "sysfs", "-o", "ro", "sysfs", "/sys") is null)
        {
            HostTool.Run("mount", ["--bind", "/sys", "/sys"]);
            HostTool.Run("mount", ["-o", "remount,bind,ro", "/sys"]);
        }

        HostTool.Run("mount", ["-o", "remount,bind,ro", "/"]);
    }

    private static void Mount(string type, string source, string target, string? options = null) =>
        HostTool.Run("mount", options is null
            ? ["-t", type, source, target]
            : ["-t", type, "-o", options, source, target]);
}
