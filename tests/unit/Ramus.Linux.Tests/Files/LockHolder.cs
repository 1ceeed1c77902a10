using System.Diagnostics;
using System.Runtime.CompilerServices;
using Ramus.Linux.Files;

namespace Ramus.Linux.Tests.Files;

/// <summary>
/// Another process that holds a lock: this program, started again to take the lock instead of running tests.
/// </summary>
internal sealed class LockHolder : IDisposable
{
    private const string Variable = "RAMUS_TEST_HOLD_LOCK";
    private readonly Process process;

    /// <summary>
    /// Returns when the process holds the lock of <paramref name="container"/>; "" means the whole file.
    /// </summary>
    public LockHolder(string path, string container)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment[Variable] = $"{path}\n{container}";
        process = Process.Start(start)!;
        process.StandardOutput.ReadLine().ShouldBe("locked");
    }

    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        process.Dispose();
    }

    [ModuleInitializer]
    internal static void HoldInsteadOfTesting()
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Split('\n') is not [var path, var container])
        {
            return;
        }

        using var held = container.Length == 0
            ? ContainerLock.ForAll(path, TimeSpan.FromSeconds(10))
            : ContainerLock.ForContainer(path, container, TimeSpan.FromSeconds(10));
        Console.WriteLine(held is null ? "not locked" : "locked");
        Console.In.ReadToEnd();
        Environment.Exit(0);
    }
}
