using System.Text;
using System.Text.RegularExpressions;
using Ramus.Client.Check.Findings;
using Ramus.Client.Output;
using Ramus.Contract.Selection;
using Ramus.Validation;
using Ramus.Validation.Rules;

namespace Ramus.Client.Explain;

/// <summary>The page of a rule as text.</summary>
internal static partial class RuleText
{
    // The same page that users read on the site; it has an example for each rule.
    private const string PageResource = "validation.md";

    /// <summary>The requirement of a rule, an example that breaks it, and how to silence it.</summary>
    public static string Of(Rule rule, Paint paint)
    {
        var text = new StringBuilder();
        var severity = rule.Severity == Severity.Error ? paint.Red("error") : paint.Yellow("warning");
        text.Append($"{paint.Bold(rule.Id)} ({severity})\n\n  {rule.Sentence}\n");
        if (ExampleOf(rule.Id) is { Length: > 0 } example)
        {
            text.Append($"\nAn example that breaks the rule:\n\n  {example}\n");
        }

        if (RuleBook.Find(rule.Id) is { Severity: Severity.Warning })
        {
            text.Append("\nTo silence the warning, annotate the network: ")
                .Append($"{Annotations.IgnoredWarnings}: {rule.Id}\n");
        }

        return text.Append($"\nPage: {RulePage.Of(rule.Id)}\n").ToString();
    }

    /// <summary>All rules, one per line.</summary>
    public static string OfAll() => TextTable.Of(
        ["RULE", "SEVERITY", "REQUIREMENT"],
        CheckRules.All.Concat(RuleBook.All).OrderBy(static rule => rule.Id, StringComparer.Ordinal)
            .Select(static IReadOnlyList<string> (rule) =>
                [rule.Id, rule.Severity == Severity.Error ? "error" : "warning", rule.Sentence]));

    private static string? ExampleOf(string id)
    {
        using var stream = typeof(RuleText).Assembly.GetManifestResourceStream(PageResource)!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith($"| `{id}` |", StringComparison.Ordinal))
            {
                var cell = Row().Match(line).Groups["example"].Value;
                return cell.Replace("`", "", StringComparison.Ordinal).Replace("\\|", "|", StringComparison.Ordinal);
            }
        }

        return null;
    }

    [GeneratedRegex(@"^\| `[^`]*` \| (\\\||[^|])* \| (?<example>(\\\||[^|])*) \|$", RegexOptions.ExplicitCapture)]
    private static partial Regex Row();
}
