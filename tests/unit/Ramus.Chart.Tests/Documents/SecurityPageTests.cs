using System.Text.RegularExpressions;

namespace Ramus.Chart.Tests.Documents;

/// <summary>The page about security names the test of each of its statements, and these tests exist.</summary>
public sealed partial class SecurityPageTests
{
    // Definitions and advice: there is nothing in them that a program could keep or break.
    private static readonly string[] WithoutTests =
    [
        "This page lists", "A NetworkAttachmentDefinition is", "Ramus trusts:", "- The API server and",
        "- Root on a node", "- Every user who may write", "Ramus does not trust", "A malicious tenant with",
        "Plugins use the values", "An attacker can delay", "| more connections than two processors",
        "When Ramus reads configurations", "`kubectl-ramus try` runs", "`try` trusts the plugins",
        "Unless NetworkPolicies forbid it",
    ];

    // Two that say what cannot be prevented, and the list of what to do.
    private static readonly string[] Sections =
    [
        "## Attacks by a compromised node", "## Attacks by a compromised operator or webhook",
        "## Hardening checklist",
    ];

    private static readonly Page Security = new("security.md");

    [Fact]
    public void Every_test_that_is_named_is_there()
    {
        var classes = Directory.EnumerateFiles(Repository.Path("tests"), "*Tests*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Class().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);

        var named = Test().Matches(Security.Text).Select(match => match.Value).Distinct().ToList();

        named.Count.ShouldBeGreaterThan(50);
        named.Where(name => !classes.Contains(name)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_statement_names_its_test()
    {
        var statements = Blocks().Where(block => !block.StartsWith('#')).ToList();

        statements.Where(block => !Test().IsMatch(block) && !WithoutTests.Any(
            start => block.StartsWith(start, StringComparison.Ordinal))).ShouldBeEmpty();
        WithoutTests.Where(start => !statements.Any(block => block.StartsWith(start, StringComparison.Ordinal)))
            .ShouldBeEmpty("these are not on the page any more");
    }

    /// <summary>Paragraphs, items of lists and rows of tables.</summary>
    private static IEnumerable<string> Blocks()
    {
        foreach (var section in Heading().Split(Security.Text)
            .Where(section => !Sections.Any(heading => section.StartsWith(heading, StringComparison.Ordinal))))
        {
            foreach (var paragraph in section.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
            {
                var text = paragraph.Trim();
                if (text.StartsWith('|'))
                {
                    // Tables whose tests are named once, below them.
                    var rows = text.Split('\n');
                    foreach (var row in rows[0].Contains("defense", StringComparison.Ordinal)
                        || rows[0].Contains("permissions in the API", StringComparison.Ordinal) ? [] : rows[2..])
                    {
                        yield return row;
                    }
                }
                else
                {
                    foreach (var item in Item().Split(text).Where(item => item.Trim().Length > 0))
                    {
                        yield return item.Trim();
                    }
                }
            }
        }
    }

    [GeneratedRegex(@"\bclass (\w+Tests)\b")]
    private static partial Regex Class();

    [GeneratedRegex(@"\b[A-Z]\w+Tests\b(?!\.)")]
    private static partial Regex Test();

    [GeneratedRegex("^(?=## )", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("^(?=- )", RegexOptions.Multiline)]
    private static partial Regex Item();
}
