using System.Text;
using Ramus.Client.Output;

namespace Ramus.Client.Versions;

/// <summary>Writes versions.</summary>
internal static class VersionText
{
    private const string Unknown = "unknown";

    public static string Table(ClusterVersions versions)
    {
        List<IReadOnlyList<string>> rows =
        [
            ["kubectl-ramus", versions.Client],
            ["Kubernetes", Known(versions.Kubernetes)],
            .. versions.Programs.Select(static IReadOnlyList<string> (one) => [one.Program, Known(one.Version)]),
            .. versions.Nodes.Select(static IReadOnlyList<string> (one) =>
                ["ramus-node", $"{Known(one.Version)} ({one.Nodes.Count} node{(one.Nodes.Count == 1 ? "" : "s")})"]),
        ];
        var text = new StringBuilder(TextTable.Of(["PROGRAM", "VERSION"], rows));
        foreach (var skew in versions.Skews)
        {
            text.Append($"warning: {skew}\n");
        }

        return text.ToString();
    }

    public static string Json(ClusterVersions versions) => JsonOutput.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("client", versions.Client);
        json.WriteString("kubernetes", versions.Kubernetes);
        json.WriteObjects("programs", versions.Programs, static (json, one) =>
        {
            json.WriteString("name", one.Program);
            json.WriteString("version", one.Version);
        });
        json.WriteObjects("nodes", versions.Nodes, static (json, one) =>
        {
            json.WriteString("version", one.Version);
            json.WriteTexts("names", one.Nodes);
        });
        json.WriteTexts("skew", versions.Skews);
        json.WriteEndObject();
    });

    private static string Known(string version) => version.Length > 0 ? version : Unknown;
}
