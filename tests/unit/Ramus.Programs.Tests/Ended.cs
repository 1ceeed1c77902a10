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
        foreach (var leak in (string[])["   at ", "Exception", "Microsoft.", "System.", "k8s.", "expected type"])
        {
            line.ShouldNotContain(leak);
        }

        return line;
    }
}
