using System.Text.Json;
using Ramus.Client.Check.Findings;
using Ramus.Client.Output;

namespace Ramus.Client.Check.Reporting;

/// <summary>The result as JSON. Later versions may add keys, but never rename or remove them.</summary>
internal static class CheckJson
{
    public static string Write(CheckResult result) => JsonOutput.Of(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", 1);
        json.WriteNumber("errors", result.Errors);
        json.WriteNumber("warnings", result.Warnings);
        json.WriteNumber("files", result.Counts.Files);
        json.WriteNumber("networks", result.Counts.Networks);
        json.WriteNumber("pods", result.Counts.Pods);
        json.WriteNumber("workloads", result.Counts.Workloads);
        json.WriteNumber("others", result.Counts.Others);
        json.WriteTexts("notes", result.Notes);
        json.WriteObjects("findings", result.Findings, WriteFinding);
        json.WriteEndObject();
    });

    private static void WriteFinding(Utf8JsonWriter json, CheckFinding finding)
    {
        json.WriteString("rule", finding.Rule);
        json.WriteString("severity", finding.IsError ? "error" : "warning");
        json.WriteString("file", finding.Place.File);
        json.WriteNumber("line", finding.Place.Line);
        json.WriteNumber("column", finding.Place.Column);
        json.WriteString("object", finding.Subject);
        json.WriteString("path", finding.Path);
        json.WriteString("message", finding.Message);
        if (finding.Source is { } source)
        {
            json.WriteString("template", source);
        }

        json.WriteString("page", RulePage.Of(finding.Rule));
    }
}
