namespace Ramus.Programs.Tests;

/// <summary>The exit code and the output of a program.</summary>
internal sealed record Ended(int Status, string Output, string Errors)
{
    /// <summary>The only line on the standard error; it must be a message and not a stack trace.</summary>
    public string Complaint()
    {
        Errors.ShouldEndWith("\n");
        var line = Errors.TrimEnd('\n');
        line.ShouldNotContain('\n');
        string[] leaks = ["   at ", "Exception", "Microsoft.", "System.", "KubeConfigModels", "expected type"];
        foreach (var leak in leaks)
        {
            line.ShouldNotContain(leak);
        }

        return line;
    }
}
