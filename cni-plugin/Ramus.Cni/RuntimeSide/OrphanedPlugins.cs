using System.Diagnostics;
using System.Text;
using Ramus.Linux.Files;
using Ramus.Linux.Processes;

namespace Ramus.Cni.RuntimeSide;

/// <summary>
/// Plugins that outlived the process that ran them, because that one was killed. They would go on making interfaces and
/// leases behind the back of the DEL that follows.
/// </summary>
public static class OrphanedPlugins
{
    /// <summary>In the environment of every plugin that we run, and of what it runs itself.</summary>
    internal const string Mark = "RAMUS_DELEGATE_OF=";

    private const int MaxEnvironmentBytes = 4 << 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan KillPatience = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Waits until those that work on a container have ended; kills them when <paramref name="patience"/> runs out.
    /// Killing at once would do harm: host-local leaves a lease without an owner then. The caller holds the container's
    /// lock.
    /// </summary>
    public static void Await(string containerId, TimeSpan patience)
    {
        var began = Stopwatch.GetTimestamp();
        while (Find(containerId) is { Count: > 0 } found)
        {
            var late = Stopwatch.GetElapsedTime(began) - patience;
            if (late > KillPatience)
            {
                return;
            }

            if (late > TimeSpan.Zero)
            {
                found.ForEach(ChildProcess.Kill);
            }

            Thread.Sleep(Pause);
        }
    }

    private static List<int> Find(string containerId)
    {
        var mark = Encoding.UTF8.GetBytes($"{Mark}{containerId}\0");
        var found = new List<int>();
        foreach (var path in Directory.EnumerateDirectories("/proc"))
        {
            // This process has the mark itself when a runtime made of this library started it.
            if (int.TryParse(path.AsSpan("/proc/".Length), out var pid)
                && pid != Environment.ProcessId
                && IsOurs(path)
                && Carries($"{path}/environ", mark))
            {
                found.Add(pid);
            }
        }

        return found;
    }

    // Our plugins live in our mount namespace. Anybody can put the mark into the environment of a container, and
    // reading that would touch the container's memory.
    private static bool IsOurs(string process) =>
        MountNamespace(process) is { } space && space == MountNamespace("/proc/self");

    private static string? MountNamespace(string process)
    {
        try
        {
            return new FileInfo($"{process}/ns/mnt").LinkTarget;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // A process that has ended and was not waited for yet has no environment any more.
    private static bool Carries(string path, byte[] mark)
    {
        try
        {
            return PosixFile.TryRead(path, MaxEnvironmentBytes) is { } environment
                && environment.AsSpan().IndexOf(mark) is >= 0 and var at
                && (at == 0 || environment[at - 1] == 0);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
