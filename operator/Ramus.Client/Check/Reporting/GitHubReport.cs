using System.Text;
using Ramus.Client.Check.Findings;

namespace Ramus.Client.Check.Reporting;

/// <summary>The findings as commands of a GitHub workflow.</summary>
internal static class GitHubReport
{
    public static string Write(CheckResult result)
    {
        var text = new StringBuilder();
        foreach (var finding in result.Findings)
        {
            var place = finding.Place;
            text.Append($"::{(finding.IsError ? "error" : "warning")} file={Property(place.File)},line={place.Line},")
                .Append($"col={place.Column},title={Property(finding.Rule)}::")
                .Append(Data($"{finding.Sentence} ({RulePage.Of(finding.Rule)})")).Append('\n');
        }

        foreach (var note in result.Notes)
        {
            text.Append($"::notice::{Data(note)}\n");
        }

        return text.ToString();
    }

    private static string Data(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
