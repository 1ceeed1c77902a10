using System.Globalization;
using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Contract.NodeNetwork;

/// <summary>The NodeNetwork object as JSON: written by the agent, read by the operator and the webhook.</summary>
public static class NodeReportFormat
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>The whole object, for an apply.</summary>
    /// <param name="report">The report; conditions without a time are written without one.</param>
    /// <param name="node">The name of the Node, which is the object's name too.</param>
    /// <param name="uid">The UID of the Node: it owns the object, which the cluster removes together with it.</param>
    public static byte[] Write(NodeReport report, string node, string uid)
    {
        var json = new JsonText().StartObject()
            .Key("apiVersion").Text($"{NodeNetworkResource.Group}/{NodeNetworkResource.Version}")
            .Key("kind").Text(NodeNetworkResource.Kind)
            .Key("metadata").StartObject()
            .Key("name").Text(node)
            .Key("ownerReferences").StartArray().StartObject()
            .Key("apiVersion").Text("v1").Key("kind").Text("Node").Key("name").Text(node).Key("uid").Text(uid)
            .EndObject().EndArray().EndObject()
            .Key("status").StartObject()
            .Key("pluginVersion").Text(report.Version);
        if (report.DefaultNetwork is { } network)
        {
            json.Key("defaultNetwork").StartObject()
                .Key("name").Text(network.Name).Key("file").Text(network.File)
                .Key("plugins").Texts(network.Plugins).EndObject();
        }

        WritePlugins(json, report.Plugins);
        WriteInterfaces(json, report.Interfaces);
        WriteNetworks(json, report);
        WriteConditions(json, report.Conditions);
        return json.EndObject().EndObject().ToArray();
    }

    /// <summary>The report in a NodeNetwork object. What is missing in the object is empty in the report.</summary>
    public static NodeReport Read(JsonElement entity) => new()
    {
        Version = entity.StringAt("status", "pluginVersion") ?? "",
        DefaultNetwork = entity.StringAt("status", "defaultNetwork", "name") is { } name
            ? new ReportedDefaultNetwork(
                name, entity.StringAt("status", "defaultNetwork", "file") ?? "",
                entity.TextsAt("status", "defaultNetwork", "plugins"))
            : null,
        Plugins = [.. entity.ItemsAt("status", "plugins").Select(plugin => new InstalledPlugin(
            plugin.StringAt("name") ?? "", plugin.TextsAt("cniVersions"), plugin.StringAt("problem")))],
        Interfaces = [.. entity.ItemsAt("status", "interfaces").Select(link => new HostInterface(
            link.StringAt("name") ?? "", link.StringAt("state") ?? "", link.CountAt("mtu")))],
        Rendered = entity.CountAt("status", "networks", "rendered"),
        Failed = entity.CountAt("status", "networks", "failed"),
        Failures = [.. ReadFailures(entity)],
        Revision = ulong.TryParse(
            entity.StringAt("status", "networks", "revision"), CultureInfo.InvariantCulture, out var revision)
            ? revision : 0,
        Conditions = [.. ReadConditions(entity)],
    };

    /// <summary>
    /// The failures alone, one at a time: for readers of ten thousand nodes, which keep nothing else of a report.
    /// </summary>
    public static IEnumerable<NetworkFailure> ReadFailures(JsonElement entity)
    {
        foreach (var failure in entity.ItemsAt("status", "networks", "failures"))
        {
            if (NetworkKey.TryParse(failure.StringAt("network"), out var network))
            {
                yield return new NetworkFailure(network, failure.StringAt("cause") ?? "");
            }
        }
    }

    /// <summary>The conditions alone.</summary>
    public static IEnumerable<ReportCondition> ReadConditions(JsonElement entity) =>
        entity.ItemsAt("status", "conditions").Select(condition => new ReportCondition(
            condition.StringAt("type") ?? "", condition.StringAt("status") == "True",
            condition.StringAt("reason") ?? "", condition.StringAt("message") ?? "")
        {
            Since = DateTimeOffset.TryParse(
                condition.StringAt("lastTransitionTime"), CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal, out var since) ? since : null,
        });

    private static void WritePlugins(JsonText json, IReadOnlyList<InstalledPlugin> plugins)
    {
        json.Key("plugins").StartArray();
        foreach (var plugin in plugins)
        {
            json.StartObject().Key("name").Text(plugin.Name).Key("cniVersions").Texts(plugin.CniVersions);
            if (plugin.Problem is { } problem)
            {
                json.Key("problem").Text(problem);
            }

            json.EndObject();
        }

        json.EndArray();
    }

    private static void WriteInterfaces(JsonText json, IReadOnlyList<HostInterface> interfaces)
    {
        json.Key("interfaces").StartArray();
        foreach (var link in interfaces)
        {
            json.StartObject().Key("name").Text(link.Name).Key("state").Text(link.State)
                .Key("mtu").Number(link.Mtu).EndObject();
        }

        json.EndArray();
    }

    private static void WriteNetworks(JsonText json, NodeReport report)
    {
        json.Key("networks").StartObject()
            .Key("rendered").Number(report.Rendered)
            .Key("failed").Number(report.Failed)
            .Key("revision").Text(report.Revision.ToString(CultureInfo.InvariantCulture))
            .Key("failures").StartArray();
        foreach (var failure in report.Failures)
        {
            json.StartObject().Key("network").Text(failure.Network.ToString())
                .Key("cause").Text(failure.Cause).EndObject();
        }

        json.EndArray().EndObject();
    }

    private static void WriteConditions(JsonText json, IReadOnlyList<ReportCondition> conditions)
    {
        json.Key("conditions").StartArray();
        foreach (var condition in conditions)
        {
            json.StartObject()
                .Key("type").Text(condition.Type)
                .Key("status").Text(condition.IsTrue ? "True" : "False")
                .Key("reason").Text(condition.Reason)
                .Key("message").Text(condition.Message);
            if (condition.Since is { } since)
            {
                json.Key("lastTransitionTime")
                    .Text(since.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
            }

            json.EndObject();
        }

        json.EndArray();
    }
}
