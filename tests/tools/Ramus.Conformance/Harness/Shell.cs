namespace Ramus.Conformance.Harness;

/// <summary>Runs installed programs that must succeed.</summary>
internal static class Shell
{
    private static readonly Dictionary<string, string> Nothing = [];

    public static string Run(params string[] command)
    {
        var answer = Try(command);
        return answer.Status == 0
            ? answer.Output
            : throw new InvalidOperationException($"{string.Join(' ', command)}: {answer}");
    }

    public static Answer Try(params string[] command)
    {
        using var child = Child.Start(command, Nothing, "");
        return child.Finish();
    }
}
