using System.Diagnostics;

namespace Ramus.Chart.Tests.Harness;

/// <summary>A program that tests/fetch-tools brings into the cache.</summary>
public sealed record Tool(string Name)
{
    public static Tool Helm4 { get; } = new("helm");

    public static Tool Helm3 { get; } = new("helm3");

    public static Tool Kubectl { get; } = new("kubectl");

    public static Tool Promtool { get; } = new("promtool");

    private string Path => System.IO.Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache/ramus/helm/bin", Name);

    /// <summary>Skips the test where the program is missing.</summary>
    public Tool OrSkip()
    {
        Assert.SkipUnless(File.Exists(Path), $"{Path} is not there: tests/fetch-tools brings it");
        return this;
    }

    /// <summary>The output of a successful run.</summary>
    public string Run(params IEnumerable<string> arguments)
    {
        var (exitCode, output, errors) = Try(arguments);
        exitCode.ShouldBe(0, $"{Name}: {errors}{output}");
        return output;
    }

    /// <summary>What a run that fails says.</summary>
    public string Refuse(params IEnumerable<string> arguments)
    {
        var (exitCode, output, errors) = Try(arguments);
        exitCode.ShouldNotBe(0, output);
        return errors;
    }

    private (int ExitCode, string Output, string Errors) Try(IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Path, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Path(""),
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
