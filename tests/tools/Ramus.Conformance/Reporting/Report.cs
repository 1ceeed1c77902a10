using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ramus.Conformance.Clauses;

namespace Ramus.Conformance.Reporting;

/// <summary>Formats the verdicts as text, as Markdown, and as JSON.</summary>
internal static class Report
{
    public static string Table(IReadOnlyList<Verdict> verdicts)
    {
        var text = new StringBuilder();
        foreach (var verdict in verdicts)
        {
            var line =
                $"{Word(verdict.Outcome),-9}  {verdict.Clause.Level}  {Ids(verdict),-24}  {verdict.Clause.Tried}";
            text.AppendLine(line);
            if (verdict.Reason.Length > 0)
            {
                text.Append(' ', 14).AppendLine(verdict.Reason);
            }
        }

        return text.AppendLine(Sum(verdicts)).ToString();
    }

    /// <summary>Without the observations of failures, because they differ from run to run.</summary>
    public static string Markdown(IReadOnlyList<Verdict> verdicts)
    {
        var text = new StringBuilder("| clause | level | tried | verdict |\n|---|---|---|---|\n");
        foreach (var verdict in verdicts)
        {
            var reason = verdict.Outcome == Outcome.NotApplicable ? $": {verdict.Reason}" : "";
            text.Append(CultureInfo.InvariantCulture, $"| {Ids(verdict)} | {verdict.Clause.Level} ")
                .Append(CultureInfo.InvariantCulture, $"| {Escape(verdict.Clause.Tried)} ")
                .Append(CultureInfo.InvariantCulture, $"| {Word(verdict.Outcome)}{Escape(reason)} |\n");
        }

        return text.Append('\n').Append(Sum(verdicts)).Append('\n').ToString();
    }

    public static string Json(string plugin, IReadOnlyList<Verdict> verdicts)
    {
        var rows = verdicts.Select(verdict => (JsonNode)new JsonObject
        {
            ["clauses"] = new JsonArray([.. verdict.Clause.Each.Select(id => (JsonNode)id)]),
            ["level"] = verdict.Clause.Level.ToString(),
            ["tried"] = verdict.Clause.Tried,
            ["verdict"] = Word(verdict.Outcome),
            ["reason"] = verdict.Reason,
        });
        var report = new JsonObject { ["plugin"] = plugin, ["verdicts"] = new JsonArray([.. rows]) };
        return report.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n";
    }

    private static string Sum(IReadOnlyList<Verdict> verdicts)
    {
        return $"{Count(Outcome.Pass)} pass, {Count(Outcome.Fail)} fail, "
            + $"{Count(Outcome.Deviation)} deviate for a written reason, "
            + $"{Count(Outcome.NotApplicable)} not applicable.";

        int Count(Outcome outcome) => verdicts.Count(verdict => verdict.Outcome == outcome);
    }

    private static string Ids(Verdict verdict) => string.Join(", ", verdict.Clause.Each);

    private static string Word(Outcome outcome) => outcome switch
    {
        Outcome.Pass => "pass",
        Outcome.Fail => "FAIL",
        Outcome.Deviation => "deviates",
        _ => "n/a",
    };

    private static string Escape(string text) => text
        .Replace("|", "\\|", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace("[", "\\[", StringComparison.Ordinal)
        .Replace("*", "\\*", StringComparison.Ordinal);
}
