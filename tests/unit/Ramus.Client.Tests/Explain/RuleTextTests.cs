using Ramus.Client.Check.Findings;
using Ramus.Client.Explain;
using Ramus.Client.Output;
using Ramus.Validation.Rules;

namespace Ramus.Client.Tests.Explain;

public sealed class RuleTextTests
{
    [Fact]
    [Trait(Expected.Trait, Expected.Files)]
    public void A_page_has_the_requirement_and_an_example() =>
        Expected.ShouldBe(
            Repository.Path("tests/golden/explain/rules.txt"),
            string.Join("---\n", ((string[])["host-local-range-start", "name-differs", "pool-shared", "address-twice"])
                .Select(static id => RuleText.Of(CheckRules.Find(id) ?? RuleBook.All[0], Paint.None))));

    /// <summary>A rule that the page does not list would have no page.</summary>
    [Fact]
    public void Every_rule_for_networks_has_a_row_of_the_page()
    {
        var page = File.ReadAllText(Repository.Path("docs/validation.md"));

        RuleBook.All.Where(rule => !page.Contains($"| `{rule.Id}` |", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0, "explain", "config-json")]
    [InlineData(0, "explain", "CONFIG-JSON")]
    [InlineData(0, "explain")]
    [InlineData(2, "explain", "config-jsn")]
    public async Task The_id_of_a_rule_selects_its_page(int status, params string[] arguments) =>
        (await ClientProgram.RunAsync(arguments)).ShouldBe(status);
}
