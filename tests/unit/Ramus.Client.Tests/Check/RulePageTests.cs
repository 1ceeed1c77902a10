using System.Text;
using Ramus.Client.Check.Findings;
using Ramus.Validation;
using Ramus.Validation.Rules;

namespace Ramus.Client.Tests.Check;

/// <summary>docs/kubectl-ramus.md lists the rules of `check` as they are.</summary>
public sealed class RulePageTests
{
    private const string Begin = "<!-- rules: written by Ramus.Client.Tests -->";
    private const string End = "<!-- end of rules -->";
    private static readonly string Page = Repository.Path("docs/kubectl-ramus.md");

    [Trait(Expected.Trait, Expected.Files)]
    [Fact]
    public void The_page_lists_the_rules()
    {
        var text = File.ReadAllText(Page);
        var before = text.IndexOf(Begin, StringComparison.Ordinal);
        var after = text.IndexOf(End, StringComparison.Ordinal);
        (before >= 0 && after > before).ShouldBeTrue($"{Page} has no place for the rules");

        Expected.ShouldBe(Page, $"{text[..before]}{Begin}\n\n{Rules()}\n{text[after..]}");
    }

    [Fact]
    public void No_rule_has_the_id_of_a_rule_for_networks() =>
        CheckRules.All.Select(static rule => rule.Id).Intersect(RuleBook.All.Select(static rule => rule.Id))
            .ShouldBeEmpty();

    private static string Rules()
    {
        var text = new StringBuilder("| rule | severity | requirement |\n|---|---|---|\n");
        foreach (var rule in CheckRules.All)
        {
            var severity = rule.Severity == Severity.Error ? "error" : "warning";
            text.Append($"| `{rule.Id}` | {severity} | {rule.Sentence} |\n");
        }

        return text.ToString();
    }
}
