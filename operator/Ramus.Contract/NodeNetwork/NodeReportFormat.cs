using System.Globalization;
using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Contract.NodeNetwork;

/// <summary>The NodeNetwork object as JSON: written by the agent, read by the operator and the webhook.</summary>
public static class NodeReportFormat
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>Writes the whole object for a server-side apply.</summary>
    /// <param name="report">The report; a condition without a time is written without it.</param>
    /// <param name="node">The name of the Node, which is the object's name too.</param>
    /// <param name="uid">The UID of the Node, which owns the object: Kubernetes deletes both together.</param>
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
                .Key("plugins").Texts(network.Plugins);
            if (network.MapsHostPorts is { } maps)
            {
                json.Key("hostPorts").Flag(maps);
            }

            json.EndObject();
        }

        WritePlugins(json, report.Plugins);
        if (report.BuiltIn.Count > 0)
        {
            json.Key("builtinPlugins").Texts(report.BuiltIn);
        }

        WriteInterfaces(json, report.Interfaces);
        WriteNetworks(json, report);
        WriteConditions(json, report.Conditions);
        return json.EndObject().EndObject().ToArray();
    }

    /// <summary>Reads the report from a NodeNetwork object; missing fields are empty.</summary>
    public static NodeReport Read(JsonElement entity) => new()
    {
        Version = entity.StringAt("status", "pluginVersion") ?? "",
        DefaultNetwork = entity.StringAt("status", "defaultNetwork", "name") is { } name
            ? new ReportedDefaultNetwork(
                name, entity.StringAt("status", "defaultNetwork", "file") ?? "",
                entity.TextsAt("status", "defaultNetwork", "plugins"))
            {
                MapsHostPorts = ReadFlag(entity, "status", "defaultNetwork", "hostPorts"),
            }
            : null,
        Plugins = [.. entity.ItemsAt("status", "plugins").Select(plugin => new InstalledPlugin(
            plugin.StringAt("name") ?? "", plugin.TextsAt("cniVersions"), plugin.StringAt("problem")))],
        BuiltIn = entity.TextsAt("status", "builtinPlugins"),
        Interfaces = [.. entity.ItemsAt("status", "interfaces").Select(link => new HostInterface(
            link.StringAt("name") ?? "", link.StringAt("state") ?? "", link.CountAt("mtu"))
        {
            HasDefaultRoute = ReadFlag(link, "defaultRoute") == true,
        })],
        Rendered = entity.CountAt("status", "networks", "rendered"),
        Failed = entity.CountAt("status", "networks", "failed"),
        Failures = [.. ReadFailures(entity)],
        Unlisted = entity.TextsAt("status", "networks", "unlisted"),
        Revision = ulong.TryParse(
            entity.StringAt("status", "networks", "revision"), CultureInfo.InvariantCulture, out var revision)
            ? revision : 0,
        Conditions = [.. ReadConditions(entity)],
    };

    /// <summary>
    /// Reads the failures only, one at a time, for programs that cache only a few fields of ten thousand nodes.
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

    /// <summary>Reads only whether the default network may map host ports; true when it is not known.</summary>
    public static bool ReadMapsHostPorts(JsonElement entity) =>
        ReadFlag(entity, "status", "defaultNetwork", "hostPorts")
        ?? HostPortPlugins.MayMap(entity.TextsAt("status", "defaultNetwork", "plugins"));

    /// <summary>Reads the conditions only.</summary>
    public static IEnumerable<ReportCondition> ReadConditions(JsonElement entity) =>
        entity.ItemsAt("status", "conditions").Select(condition => new ReportCondition(
            condition.StringAt("type") ?? "", condition.StringAt("status") == "True",
            condition.StringAt("reason") ?? "", condition.StringAt("message") ?? "")
        {
            Since = DateTimeOffset.TryParse(
                condition.StringAt("lastTransitionTime"), CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal, out var since) ? since : null,
        });

    private static bool? ReadFlag(JsonElement entity, params string[] path)
    {
        foreach (var key in path)
        {
            if (entity.ValueKind != JsonValueKind.Object || !entity.TryGetProperty(key, out entity))
            {
                return null;
            }
        }

        return entity.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };
    }

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
            json.StartObject().Key("name").Text(link.Name).Key("state").Text(link.State).Key("mtu").Number(link.Mtu);
            if (link.HasDefaultRoute)
            {
                json.Key("defaultRoute").Flag(true);
            }

            json.EndObject();
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

        json.EndArray();
        if (report.Unlisted.Count > 0)
        {
            json.Key("unlisted").Texts(report.Unlisted);
        }

        json.EndObject();
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
