using System.Globalization;
using System.Text.Json;
using Ramus.Kubernetes.Client;

namespace Ramus.Node.Report;

/// <summary>The report as a NodeNetwork object.</summary>
internal static class NodeReportJson
{
    public static ResourceType Type { get; } = new("ramus.dev", "v1alpha1", "nodenetworks");

    /// <param name="report">What to tell.</param>
    /// <param name="node">Name and UID of the Node, which owns the object.</param>
    /// <param name="since">When a condition took its present status.</param>
    public static byte[] Write(
        NodeReport report, (string Name, string Uid) node, Func<ReportCondition, DateTimeOffset> since) =>
        JsonBody.Write(json =>
        {
            json.WriteString("apiVersion", "ramus.dev/v1alpha1");
            json.WriteString("kind", "NodeNetwork");
            json.WriteStartObject("metadata");
            json.WriteString("name", node.Name);
            json.WriteStartArray("ownerReferences");
            json.WriteStartObject();
            json.WriteString("apiVersion", "v1");
            json.WriteString("kind", "Node");
            json.WriteString("name", node.Name);
            json.WriteString("uid", node.Uid);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteStartObject("status");
            json.WriteString("pluginVersion", report.Version);
            WriteDefaultNetwork(json, report.DefaultNetwork);
            WritePlugins(json, report.Plugins);
            WriteInterfaces(json, report.Interfaces);
            WriteNetworks(json, report);
            WriteConditions(json, report.Conditions, since);
            json.WriteEndObject();
        });

    private static void WriteDefaultNetwork(Utf8JsonWriter json, ReportedDefaultNetwork? network)
    {
        if (network is null)
        {
            return;
        }

        json.WriteStartObject("defaultNetwork");
        json.WriteString("name", network.Name);
        json.WriteString("file", network.File);
        WriteTexts(json, "plugins", network.Plugins);
        json.WriteEndObject();
    }

    private static void WritePlugins(Utf8JsonWriter json, IReadOnlyList<InstalledPlugin> plugins)
    {
        json.WriteStartArray("plugins");
        foreach (var plugin in plugins)
        {
            json.WriteStartObject();
            json.WriteString("name", plugin.Name);
            WriteTexts(json, "cniVersions", plugin.CniVersions);
            if (plugin.Problem is { } problem)
            {
                json.WriteString("problem", problem);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteInterfaces(Utf8JsonWriter json, IReadOnlyList<HostInterface> interfaces)
    {
        json.WriteStartArray("interfaces");
        foreach (var link in interfaces)
        {
            json.WriteStartObject();
            json.WriteString("name", link.Name);
            json.WriteString("state", link.State);
            json.WriteNumber("mtu", link.Mtu);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNetworks(Utf8JsonWriter json, NodeReport report)
    {
        json.WriteStartObject("networks");
        json.WriteNumber("rendered", report.Rendered);
        json.WriteNumber("failed", report.Failed);
        json.WriteString("revision", report.Revision.ToString(CultureInfo.InvariantCulture));
        json.WriteStartArray("failures");
        foreach (var failure in report.Failures)
        {
            json.WriteStartObject();
            json.WriteString("network", failure.Network.ToString());
            json.WriteString("cause", failure.Cause);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteConditions(
        Utf8JsonWriter json, IReadOnlyList<ReportCondition> conditions, Func<ReportCondition, DateTimeOffset> since)
    {
        json.WriteStartArray("conditions");
        foreach (var condition in conditions)
        {
            json.WriteStartObject();
            json.WriteString("type", condition.Type);
            json.WriteString("status", condition.IsTrue ? "True" : "False");
            json.WriteString("reason", condition.Reason);
            json.WriteString("message", condition.Message);
            json.WriteString(
                "lastTransitionTime",
                since(condition).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string key, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(key);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
