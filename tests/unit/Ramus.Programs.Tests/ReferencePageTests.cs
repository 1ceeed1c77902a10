using System.Text.RegularExpressions;
using Ramus.Kubernetes.Options;
using Ramus.Testing;

namespace Ramus.Programs.Tests;

/// <summary>docs/reference.md lists exactly the options of the programs.</summary>
public sealed partial class ReferencePageTests
{
    public static TheoryData<string> Commands() =>
        [.. RunningProgram.Commands().Select(static found => string.Join(' ', [found.Program.Name, .. found.Words]))];

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_page_has_every_option_and_no_other(string name)
    {
        var (_, _, command) = RunningProgram.Commands()
            .Single(found => string.Join(' ', [found.Program.Name, .. found.Words]) == name);

        Options(name).ShouldBe(
            command.Options.OfType<ProgramOption>().Where(static option => !option.Hidden)
                .Select(static option => option.Name),
            ignoreOrder: true);
    }

    private static IEnumerable<string> Options(string name)
    {
        var text = File.ReadAllText(Repository.Path("docs/reference.md"));
        var from = text.IndexOf($"<!-- options: {name} -->", StringComparison.Ordinal);
        from.ShouldBeGreaterThanOrEqualTo(0, $"the page has no options of {name}");
        // Commands with the same options share a table: their markers are on consecutive lines.
        var table = text.IndexOf("\n\n", from, StringComparison.Ordinal);
        var to = text.IndexOf("\n<!-- ", table, StringComparison.Ordinal);
        return text[from..to].Split('\n').Where(static line => line.StartsWith("| `--", StringComparison.Ordinal))
            .SelectMany(static line => Option().Matches(line.Split('|')[1]).Select(static match => match.Value));
    }

    [GeneratedRegex("--[a-z-]+")]
    private static partial Regex Option();
}
