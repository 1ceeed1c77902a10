using System.Text.RegularExpressions;
using Ramus.Kubernetes.Options;
using Ramus.Testing;

namespace Ramus.Programs.Tests;

/// <summary>docs/reference.md has every option of the programs, and no other.</summary>
public sealed partial class ReferencePageTests
{
    [Theory]
    [InlineData("ramus-node agent")]
    [InlineData("ramus-operator")]
    [InlineData("ramus-webhook")]
    public void The_page_has_every_option_and_no_other(string name)
    {
        var (_, _, command) = RunningProgram.Commands()
            .Single(found => string.Join(' ', [found.Program.Name, .. found.Words]) == name);

        Options(name).ShouldBe(
            command.Options.OfType<ProgramOption>().Select(static option => option.Name), ignoreOrder: true);
    }

    private static IEnumerable<string> Options(string name)
    {
        var text = File.ReadAllText(Repository.Path("docs/reference.md"));
        var from = text.IndexOf($"<!-- options: {name} -->", StringComparison.Ordinal);
        from.ShouldBeGreaterThanOrEqualTo(0, $"the page has no options of {name}");
        var to = text.IndexOf("\n<!-- ", from + 1, StringComparison.Ordinal);
        return text[from..to].Split('\n').Where(static line => line.StartsWith("| `--", StringComparison.Ordinal))
            .SelectMany(static line => Option().Matches(line.Split('|')[1]).Select(static match => match.Value));
    }

    [GeneratedRegex("--[a-z-]+")]
    private static partial Regex Option();
}
