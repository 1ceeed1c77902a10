using Ramus.Client.Check.Findings;
using Ramus.Client.Output;

namespace Ramus.Client.Check.Reporting;

/// <summary>Writes the result in any format.</summary>
internal static class CheckReport
{
    public static string Write(CheckResult result, CheckFormat format, Paint paint, string version) => format switch
    {
        CheckFormat.Json => CheckJson.Write(result),
        CheckFormat.Yaml => YamlText.Of(CheckJson.Write(result)),
        CheckFormat.Sarif => SarifReport.Write(result, version),
        CheckFormat.GitHub => GitHubReport.Write(result),
        CheckFormat.GitLab => GitLabReport.Write(result),
        _ => CheckText.Write(result, format == CheckFormat.Wide, paint),
    };
}
