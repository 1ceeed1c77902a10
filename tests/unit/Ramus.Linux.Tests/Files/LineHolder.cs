using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Ramus.Linux.Files;

namespace Ramus.Linux.Tests.Files;

/// <summary>
/// Another process in the waiting line: this program, started again to enter the line instead of running tests. It
/// prints "in" when it has a place and "out" when it gives up, and keeps its place until its standard input ends.
/// </summary>
internal sealed class LineHolder : IDisposable
{
    private const string Variable = "RAMUS_TEST_ENTER_LINE";

    private readonly Process process;

    /// <param name="path">The file of the line.</param>
    /// <param name="places">The number of places.</param>
    /// <param name="throughShell">Whether a shell is the process' parent, and this object its owner.</param>
    public LineHolder(string path, int places, bool throughShell = false)
    {
        var program = Environment.ProcessPath!;
        var start = throughShell
            ? new ProcessStartInfo("sh", ["-c", $"{program} </dev/null; true"])
            : new ProcessStartInfo(program);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.Environment[Variable] = string.Create(CultureInfo.InvariantCulture, $"{path}\n{places}");
        process = Process.Start(start)!;
    }

    /// <summary>The answer, as soon as there is one.</summary>
    public async Task<string?> AnswerAsync() =>
        await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        process.Kill();
        process.Dispose();
    }

    [ModuleInitializer]
    internal static void EnterInsteadOfTesting()
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Split('\n') is not [var path, var places])
        {
            return;
        }

        using var place = WaitingLine.Enter(
            path, int.Parse(places, CultureInfo.InvariantCulture), TimeSpan.FromMinutes(1));
        Console.WriteLine(place is null ? "out" : "in");
        if (place is not null)
        {
            Console.In.ReadToEnd();
        }

        Environment.Exit(0);
    }
}
