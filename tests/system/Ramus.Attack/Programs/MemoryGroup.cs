using System.Globalization;

namespace Ramus.Attack.Programs;

/// <summary>A control group with a memory limit, like the one that the kubelet creates for a container.</summary>
internal sealed class MemoryGroup : IDisposable
{
    private const string Second = "/sys/fs/cgroup";
    private const string First = "/sys/fs/cgroup/memory";

    private readonly string folder;

    private MemoryGroup(string folder) => this.folder = folder;

    /// <summary>The file of the group's members; a started program writes its own process ID into it.</summary>
    internal string Members => Path.Combine(folder, "cgroup.procs");

    /// <summary>Null where no group can be created; then only the program's own figures are checked.</summary>
    internal static MemoryGroup? Create(long limit)
    {
        var name = $"ramus-attack-{Environment.ProcessId}-{Guid.NewGuid():N}";
        return TryCreate(Path.Combine(First, name), "memory.limit_in_bytes", limit)
            ?? TryCreate(Path.Combine(Second, name), "memory.max", limit);
    }

    public void Dispose()
    {
        // The last member has ended, but the kernel may remove it from the group with a delay.
        for (var attempt = 0; Directory.Exists(folder); attempt++)
        {
            try
            {
                Directory.Delete(folder);
            }
            catch (IOException) when (attempt < 100)
            {
                Thread.Sleep(20);
            }
        }
    }

    private static MemoryGroup? TryCreate(string folder, string setting, long limit)
    {
        if (!Directory.Exists(Path.GetDirectoryName(folder)))
        {
            return null;
        }

        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, setting), limit.ToString(CultureInfo.InvariantCulture));
            return new MemoryGroup(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder);
            }

            return null;
        }
    }
}
