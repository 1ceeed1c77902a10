using System.Text;
using Ramus.Client.Check.Findings;
using Ramus.Client.Output;

namespace Ramus.Client.Check.Reporting;

/// <summary>The result for people: one line per finding, in the form that editors turn into links.</summary>
internal static class CheckText
{
    public static string Write(CheckResult result, bool isWide, Paint paint)
    {
        var text = new StringBuilder();
        foreach (var finding in result.Findings)
        {
            var severity = finding.IsError ? paint.Red("error") : paint.Yellow("warning");
            text.Append($"{paint.Bold($"{VisibleWriter.OneLine($"{finding.Place}")}:")} {severity}: "
                    + $"{VisibleWriter.OneLine(finding.Sentence)} ")
                .Append(paint.Dim($"({finding.Rule})")).Append('\n');
            if (finding.Source is { } source)
            {
                text.Append($"    rendered from {VisibleWriter.OneLine(source)}\n");
            }

            if (isWide)
            {
                text.Append($"    {RulePage.Of(finding.Rule)}\n");
            }
        }

        foreach (var note in result.Notes)
        {
            text.Append($"note: {VisibleWriter.OneLine(note)}\n");
        }

        if (result.Findings.Count > 0 && !isWide)
        {
            text.Append("The page of a rule: kubectl ramus explain RULE\n");
        }

        return text.Append(Summary(result)).Append('\n').ToString();
    }

    private static string Summary(CheckResult result)
    {
        var counts = result.Counts;
        string[] objects =
        [
            .. ((string[])
            [
                Counted(counts.Networks, "network"), Counted(counts.Pods, "pod"), Counted(counts.Workloads, "workload"),
                Counted(counts.Others, "other object"),
            ]).Where(static part => !part.StartsWith("0 ", StringComparison.Ordinal)),
        ];
        var found = objects.Length == 0 ? "no objects" : string.Join(", ", objects);
        return $"{Counted(counts.Files, "file")}, {found}: {Counted(result.Errors, "error")}, "
            + Counted(result.Warnings, "warning");
    }

    private static string Counted(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
