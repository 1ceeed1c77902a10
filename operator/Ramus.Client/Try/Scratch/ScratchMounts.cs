namespace Ramus.Client.Try.Scratch;

/// <summary>
/// Hides the machine's own state from everything that runs in the scratch node. The mount namespace is ours already, so
/// nobody else sees these mounts, and what is written below them is gone with us.
/// </summary>
internal static class ScratchMounts
{
    private static readonly string[] Hidden = ["/etc/cni", "/var/lib/cni"];

    /// <summary>Whether a file of the user would no longer be found under its path.</summary>
    public static bool Hides(string path) =>
        Hidden.Append("/run").Append("/var/run").Any(hidden => path.StartsWith(hidden + "/", StringComparison.Ordinal));

    public static void Make()
    {
        // Plugins find network namespaces by /proc/<pid>, and pids are new here.
        Mount("proc", "proc", "/proc");

        // Its /sys/class/net is that of whoever mounts it; not every container may.
        _ = HostTool.TryRun("mount", "-t", "sysfs", "sysfs", "/sys");
        Mount("tmpfs", "tmpfs", "/run", "mode=0755");
        foreach (var directory in Hidden)
        {
            Hide(directory);
        }
    }

    private static void Hide(string directory)
    {
        if (!Directory.Exists(directory))
        {
            // A directory to mount on cannot be made without touching the host, except in a copy of its parent.
            var parent = Path.GetDirectoryName(directory)!;
            var scratch = $"/run/ramus-try/{Path.GetFileName(parent)}";
            Directory.CreateDirectory($"{scratch}/upper");
            Directory.CreateDirectory($"{scratch}/work");
            Mount("overlay", "overlay", parent, $"lowerdir={parent},upperdir={scratch}/upper,workdir={scratch}/work");
            Directory.CreateDirectory(directory);
        }

        Mount("tmpfs", "tmpfs", directory, "mode=0755");
    }

    private static void Mount(string type, string source, string target, string? options = null) =>
        HostTool.Run("mount", options is null
            ? ["-t", type, source, target]
            : ["-t", type, "-o", options, source, target]);
}
