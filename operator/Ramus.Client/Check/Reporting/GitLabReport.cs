using System.Security.Cryptography;
using System.Text;
using Ramus.Client.Check.Findings;
using Ramus.Client.Output;

namespace Ramus.Client.Check.Reporting;

/// <summary>The findings as a Code Quality report of GitLab.</summary>
internal static class GitLabReport
{
    public static string Write(CheckResult result) => JsonOutput.Of(json =>
    {
        json.WriteStartArray();
        foreach (var finding in result.Findings)
        {
            json.WriteStartObject();
            json.WriteString("description", $"{finding.Sentence} ({RulePage.Of(finding.Rule)})");
            json.WriteString("check_name", finding.Rule);
            json.WriteString("fingerprint", Fingerprint(finding));
            json.WriteString("severity", finding.IsError ? "major" : "minor");
            json.WriteStartObject("location");
            json.WriteString("path", finding.Place.File);
            json.WriteStartObject("lines");
            json.WriteNumber("begin", finding.Place.Line);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    // Without the line, so that a finding stays the same when lines are added above it.
    private static string Fingerprint(CheckFinding finding) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Join('\n', finding.Rule, finding.Place.File, finding.Sentence))));
}
