using Ramus.Validation.Judging;
using Ramus.Validation.Rules;
using Ramus.Validation.Tests.Cases;

namespace Ramus.Validation.Tests;

/// <summary>
/// Networks with one mistake each, from tests/golden/validation/broken, with rule, path and message of the finding.
/// </summary>
public sealed class BrokenNetworkTests
{
    private static readonly NetworkValidator Validator = new();

    public static TheoryData<string> Titles =>
        [.. CaseFile.All("broken").Select(static broken => broken.Title)];

    [Theory]
    [MemberData(nameof(Titles))]
    public void A_broken_network_is_found_with_rule_path_and_sentence(string title)
    {
        var broken = CaseFile.All("broken").Single(item => item.Title == title);
        var verdict = Validator.Judge(broken.Network, broken.Context);
        var rule = RuleBook.Find(broken.Rule!).ShouldNotBeNull($"'{broken.Rule}' is not a rule");

        var found = verdict.Findings.Where(finding => finding.Rule == broken.Rule).ToList();

        found.ShouldNotBeEmpty($"found instead: {string.Join("; ", verdict.Findings)}");
        found[0].Severity.ShouldBe(rule.Severity);
        found[0].Path.ShouldBe(broken.PathExpected);
        Place(found[0]).ShouldBe(broken.Value("at"));
        found[0].Message.ShouldBe(broken.Sentence);
        verdict.Errors.Where(error => error.Rule != broken.Rule).Select(static error => error.ToString())
            .ShouldBeEmpty("one mistake has one error");
    }

    [Fact]
    public void There_are_enough_of_them()
    {
        CaseFile.All("broken").Count.ShouldBeGreaterThanOrEqualTo(150);
    }

    [Fact]
    public void Every_rule_has_a_broken_network()
    {
        var shown = CaseFile.All("broken").Select(static broken => broken.Rule).ToHashSet();

        // No examples for these: only the operator knows the nodes' versions and daemons; no known input fails in the
        // renderer alone; a hundred findings are too long; and an unreadable policy is not a network's mistake.
        RuleBook.All.Select(static rule => rule.Id).Where(id => !shown.Contains(id)).ShouldBe(
            [
                "annotation-length", "cni-version-nodes", "config-refused", "dhcp-daemon-nodes", "findings-limit",
                "policy-unread",
            ]);
    }

    [Trait(Expected.Trait, Expected.Files)]
    [Fact]
    public void The_case_files_have_what_is_found()
    {
        foreach (var file in CaseFile.All("broken").Select(static broken => broken.File).Distinct())
        {
            Expected.ShouldBe(file, CaseWriter.Text(file, Validator));
        }
    }

    internal static string? Place(Finding finding) =>
        finding.Line is null ? null : $"{finding.Line}:{finding.Column}";
}
