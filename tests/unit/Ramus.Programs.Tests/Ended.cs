namespace Ramus.Programs.Tests;

/// <summary>What a program left when it ended.</summary>
internal sealed record Ended(int Status, string Output, string Errors)
{
    /// <summary>The one line on the standard error, which is a sentence of ours.</summary>
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
