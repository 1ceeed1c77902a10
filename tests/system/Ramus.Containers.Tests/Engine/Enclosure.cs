using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ramus.Containers.Tests.Engine;

/// <summary>
/// The namespaces of this program and its engine, which keep the engine's links, rules, mounts and processes away from
/// the machine. The program first restarts itself inside them.
/// </summary>
internal static partial class Enclosure
{
    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "Engine", "enclosed");

    /// <summary>This run's name on the machine; null outside the namespaces.</summary>
    public static string? Name { get; } =
        Environment.GetEnvironmentVariable("RAMUS_ENCLOSED") is { } process ? $"ramus-containers-{process}" : null;

    /// <summary>Why the program does not run in the namespaces; null when it does.</summary>
    public static string? Missing { get; private set; } = Name is null ? "runs in its own program only" : null;

    // A process with threads cannot enter a PID namespace, and the .NET runtime starts threads before our code runs.
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
            ? $"DOCKER_HOST is {other}: these tests start their own engine; unset the variable to run them"
        : Supplies.Missing ?? Probe();

    private static string? Probe()
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", [Script, "true"])
        {
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : $"namespaces cannot be created here: {error.Trim()}";
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int execv(string path, string?[] arguments);
}
