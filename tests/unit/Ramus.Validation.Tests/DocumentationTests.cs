using System.Text;
using Ramus.Validation.Rules;
using Ramus.Validation.Tests.Cases;

namespace Ramus.Validation.Tests;

/// <summary>
/// docs/validation.md lists the rules of the code, each with an example of tests/golden/validation/broken. Another test
/// proves that the rule finds the mistake in the example.
/// </summary>
public sealed class DocumentationTests
{
    private const string Begin = "<!-- rules: written by Ramus.Validation.Tests -->";
    private const string End = "<!-- end of rules -->";
    private static readonly string Page = Repository.Path("docs/validation.md");

    [Trait(Expected.Trait, Expected.Files)]
    [Fact]
    public void The_page_lists_the_rules_as_they_are()
    {
        var text = File.ReadAllText(Page);
        var before = text.IndexOf(Begin, StringComparison.Ordinal);
        var after = text.IndexOf(End, StringComparison.Ordinal);
        (before >= 0 && after > before).ShouldBeTrue($"{Page} has no place for the rules");

        Expected.ShouldBe(Page, $"{text[..before]}{Begin}\n\n{Rules()}{text[after..]}");
    }

    private static string Rules()
    {
        var examples = CaseFile.All("broken").GroupBy(static broken => broken.Rule!)
            .ToDictionary(static group => group.Key, static group => group.First());
        var text = new StringBuilder();
        foreach (var severity in (Severity[])[Severity.Error, Severity.Warning])
        {
            text.Append($"## {severity}s\n\n| rule | requirement | example of a violation |\n|---|---|---|\n");
            foreach (var rule in RuleBook.All.Where(rule => rule.Severity == severity))
            {
                var example = examples.TryGetValue(rule.Id, out var broken) ? Example(broken) : "";
                text.Append($"| `{rule.Id}` | {rule.Sentence} | {example} |\n");
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static string Example(NetworkCase broken)
    {
        var parts = broken.Entries
            .Where(static entry =>
                entry.Key is "name" or "note" or "beside" or "plugin" or "conf" or "policy")
            .Select(static entry => entry.Key switch
            {
                "name" => $"named `{entry.Text}`",
                "note" => $"annotated `{entry.Text}`",
                "beside" => $"with another network `{entry.Text}`",
                "policy" => $"policy `{OneLine(entry.Text)}`",
                _ => $"`{OneLine(entry.Text)}`",
            });
        return string.Join(", ", parts);
    }

    private static string OneLine(string text) =>
        string.Join(' ', text.Split('\n', StringSplitOptions.TrimEntries))
            .Replace("|", "\\|", StringComparison.Ordinal);
}
