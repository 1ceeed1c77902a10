using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ramus.Containers.Tests.Engine;

/// <summary>
/// The namespaces that this program and its engine run in, so that neither the engine's links and rules nor its mounts
/// and processes are the machine's. The program enters them first of all, by starting itself anew in them.
/// </summary>
internal static partial class Enclosure
{
    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "Engine", "enclosed");

    /// <summary>A name for this run on the machine; null outside.</summary>
    public static string? Name { get; } =
        Environment.GetEnvironmentVariable("RAMUS_ENCLOSED") is { } process ? $"ramus-containers-{process}" : null;

    /// <summary>Why there is none here; null when this program runs in it.</summary>
    public static string? Missing { get; private set; } = Name is null ? "runs in its own program only" : null;

    // Threads cannot be moved into a namespace of processes, and the runtime has some before any of our code runs.
    [ModuleInitializer]
    internal static void Enter()
    {
        if (Name is not null || Assembly.GetEntryAssembly() != typeof(Enclosure).Assembly)
        {
            return;
        }

        Missing = Obstacle();
        if (Missing is null)
        {
            string[] self = File.ReadAllText("/proc/self/cmdline").TrimEnd('\0').Split('\0');
            _ = execv("/bin/sh", ["/bin/sh", Script, Environment.ProcessPath!, .. self[1..], null]);
            Missing = $"{Script} does not start: errno {Marshal.GetLastPInvokeError()}";
        }
    }

    private static string? Obstacle() =>
        !Environment.IsPrivilegedProcess ? "needs root"
        : Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } other
            ? $"DOCKER_HOST is {other}: these tests want an engine of their own, unset it to run them"
        : Supplies.Missing ?? Probe();

    private static string? Probe()
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", [Script, "true"])
        {
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : $"no namespaces can be made here: {error.Trim()}";
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int execv(string path, string?[] arguments);
}
