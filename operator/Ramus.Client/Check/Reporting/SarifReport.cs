using System.Text.Json;
using Ramus.Client.Check.Findings;
using Ramus.Client.Output;
using Ramus.Validation;

namespace Ramus.Client.Check.Reporting;

/// <summary>The result as SARIF 2.1.0, which code scanning of GitHub and others read.</summary>
internal static class SarifReport
{
    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";

    public static string Write(CheckResult result, string version) => JsonOutput.Of(json =>
    {
        var rules = result.Findings.Select(static finding => finding.Rule).Distinct()
            .Order(StringComparer.Ordinal).ToList();
        json.WriteStartObject();
        json.WriteString("$schema", Schema);
        json.WriteString("version", "2.1.0");
        json.WriteObjects("runs", [result], (_, _) =>
        {
            WriteTool(json, rules, version);
            json.WriteString("columnKind", "utf16CodeUnits");
            json.WriteObjects("results", result.Findings, (_, finding) =>
                WriteResult(json, finding, rules.IndexOf(finding.Rule)));
        });
        json.WriteEndObject();
    });

    private static void WriteTool(Utf8JsonWriter json, List<string> rules, string version)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "kubectl-ramus");
        json.WriteString("version", version);
        json.WriteObjects("rules", rules, static (json, id) =>
        {
            json.WriteString("id", id);
            if (CheckRules.Find(id) is { } rule)
            {
                WriteText(json, "shortDescription", rule.Sentence);
                json.WriteStartObject("defaultConfiguration");
                json.WriteString("level", Level(rule.Severity));
                json.WriteEndObject();
            }

            json.WriteString("helpUri", RulePage.Of(id));
        });
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, CheckFinding finding, int rule)
    {
        json.WriteString("ruleId", finding.Rule);
        json.WriteNumber("ruleIndex", rule);
        json.WriteString("level", Level(finding.Severity));
        WriteText(json, "message", finding.Sentence);
        json.WriteObjects("locations", [finding.Place], static (json, place) =>
        {
            json.WriteStartObject("physicalLocation");
            json.WriteStartObject("artifactLocation");
            json.WriteString("uri", string.Join('/', place.File.Split('/').Select(Uri.EscapeDataString)));
            json.WriteEndObject();
            json.WriteStartObject("region");
            json.WriteNumber("startLine", place.Line);
            json.WriteNumber("startColumn", place.Column);
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static string Level(Severity severity) => severity == Severity.Error ? "error" : "warning";
}
