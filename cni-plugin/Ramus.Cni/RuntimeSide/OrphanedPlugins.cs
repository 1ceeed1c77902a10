using System.Diagnostics;
using System.Text;
using Ramus.Linux.Files;
using Ramus.Linux.Processes;

namespace Ramus.Cni.RuntimeSide;

/// <summary>
/// Plugins that still run although the process that started them was killed. They would create interfaces and leases
/// while or after the following DEL removes them.
/// </summary>
public static class OrphanedPlugins
{
    /// <summary>Set in the environment of every plugin that we run; the plugin's own children inherit it.</summary>
    internal const string Mark = "RAMUS_DELEGATE_OF=";

    private const int MaxEnvironmentBytes = 4 << 20;
    private const int MaxStatusBytes = 4096;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan KillPatience = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Waits until the plugins that work on a container have ended; kills them when <paramref name="patience"/> runs
    /// out.
    /// Killing them at once would do harm: a killed host-local leaves a lease without an owner. The caller holds the
    /// container's lock.
    /// </summary>
    /// <param name="containerId">The container.</param>
    /// <param name="patience">How long they may still run.</param>
    /// <param name="areOwn">
    /// Whether this process has started the plugins: then all are in its session, except daemons, which are left alone.
    /// </param>
    public static void Await(string containerId, TimeSpan patience, bool areOwn = false)
    {
        var session = areOwn ? SessionOf("/proc/self") : null;
        var began = Stopwatch.GetTimestamp();
        while (Find(containerId, session) is { Count: > 0 } found)
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

    private static List<int> Find(string containerId, string? session)
    {
        var mark = Encoding.UTF8.GetBytes($"{Mark}{containerId}\0");
        var found = new List<int>();
        foreach (var path in Directory.EnumerateDirectories("/proc"))
        {
            // This process carries the mark itself when a runtime that uses this library started it.
            if (int.TryParse(path.AsSpan("/proc/".Length), out var pid)
                && pid != Environment.ProcessId
                && IsOurs(path)
                && Carries($"{path}/environ", mark)
                && (session is null || SessionOf(path) == session))
            {
                found.Add(pid);
            }
        }

        return found;
    }

    // Our plugins run in our mount namespace. Any container can set this variable in its own environment, and reading
    // its environment would touch the container's memory.
    private static bool IsOurs(string process) =>
        MountNamespace(process) is { } space && space == MountNamespace("/proc/self");

    // The sixth value of proc_pid_stat(5); the second one, the program's name, can contain spaces and parentheses.
    private static string? SessionOf(string process)
    {
        try
        {
            return PosixFile.TryRead($"{process}/stat", MaxStatusBytes) is { } status
                ? Encoding.UTF8.GetString(status.AsSpan(status.AsSpan().LastIndexOf((byte)')') + 1)).Trim().Split(' ')
                    .ElementAtOrDefault(3)
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

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

    // A zombie process (ended, not yet waited for) has no environment any more.
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
