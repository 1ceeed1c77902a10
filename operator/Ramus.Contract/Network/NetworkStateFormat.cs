using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Contract.Network;

/// <summary>Reads and writes the status of a NetworkAttachmentDefinition as JSON.</summary>
public static class NetworkStateFormat
{
    /// <summary>
    /// A merge patch that replaces the status, provided that the object still has this resource version.
    /// </summary>
    /// <param name="state">The status to write.</param>
    /// <param name="uid">The object's UID.</param>
    /// <param name="resourceVersion">The object's resource version that the status describes.</param>
    /// <param name="now">The transition time of conditions whose status is new, in RFC 3339.</param>
    public static byte[] Patch(NetworkState state, string uid, string resourceVersion, string now)
    {
        // The API server refuses the patch (409) when the object has changed since we read it.
        var json = new JsonText().StartObject()
            .Key("metadata").StartObject()
            .Key("uid").Text(uid).Key("resourceVersion").Text(resourceVersion).EndObject()
            .Key("status");
        Write(json, state, now);
        return json.EndObject().ToArray();
    }

    /// <summary>Whether two states are equal, except for the transition times of conditions.</summary>
    public static bool AreSame(NetworkState one, NetworkState other) =>
        Content(one).AsSpan().SequenceEqual(Content(other));

    /// <summary>Reads the object's status; missing fields are empty.</summary>
    public static NetworkState Read(JsonElement network) => new()
    {
        ObservedGeneration = network.NumberAt("status", "observedGeneration") ?? 0,
        Type = network.StringAt("status", "type") ?? "",
        CniVersion = network.StringAt("status", "cniVersion") ?? "",
        ResourceName = network.StringAt("status", "resourceName") ?? "",
        Plugins = [.. network.ItemsAt("status", "plugins").Select(
            item => new ProgramNeed(item.StringAt("type") ?? "", item.StringAt("role") ?? ""))],
        Masters = network.TextsAt("status", "masters"),
        Warnings = network.TextsAt("status", "warnings"),
        Nodes = ReadNodes(network),
        Pods = network.CountAt("status", "pods"),
        UsedBy = network.TextsAt("status", "usedBy"),
        OutdatedPods = network.CountAt("status", "outdatedPods"),
        Conditions = [.. ReadConditions(network)],
    };

    /// <summary>Reads the conditions only, for programs that cache little of many networks.</summary>
    public static IEnumerable<StatusCondition> ReadConditions(JsonElement network) =>
        network.ItemsAt("status", "conditions").Select(item => new StatusCondition(
            item.StringAt("type") ?? "", item.StringAt("status") ?? "", item.StringAt("reason") ?? "",
            item.StringAt("message") ?? "")
        {
            Since = item.StringAt("lastTransitionTime") ?? "",
        });

    public static NodeCounts ReadNodes(JsonElement network) => new(
        network.CountAt("status", "nodes", "desired"), network.CountAt("status", "nodes", "rendered"),
        network.CountAt("status", "nodes", "failed"), network.StringAt("status", "nodes", "revision") ?? "",
        network.TextsAt("status", "nodes", "failures"));

    private static byte[] Content(NetworkState state)
    {
        var json = new JsonText();
        Write(json, state, now: null);
        return json.ToArray();
    }

    private static void Write(JsonText json, NetworkState state, string? now)
    {
        json.StartObject().Key("observedGeneration").Number(state.ObservedGeneration);
        WriteText(json, "type", state.Type);
        WriteText(json, "cniVersion", state.CniVersion);
        WriteText(json, "resourceName", state.ResourceName);
        json.Key("plugins").StartArray();
        foreach (var plugin in state.Plugins)
        {
            json.StartObject().Key("type").Text(plugin.Type).Key("role").Text(plugin.Role).EndObject();
        }

        json.EndArray()
            .Key("masters").Texts(state.Masters)
            .Key("warnings").Texts(state.Warnings)
            .Key("nodes").StartObject()
            .Key("summary").Text(state.Nodes.Summary)
            .Key("desired").Number(state.Nodes.Desired)
            .Key("rendered").Number(state.Nodes.Rendered)
            .Key("failed").Number(state.Nodes.Failed)
            .Key("revision").Text(state.Nodes.Revision)
            .Key("failures").Texts(state.Nodes.Failures).EndObject()
            .Key("pods").Number(state.Pods)
            .Key("usedBy").Texts(state.UsedBy)
            .Key("outdatedPods").Number(state.OutdatedPods);
        WriteConditions(json, state, now);
        json.EndObject();
    }

    private static void WriteConditions(JsonText json, NetworkState state, string? now)
    {
        json.Key("conditions").StartArray();
        foreach (var condition in state.Conditions)
        {
            json.StartObject()
                .Key("type").Text(condition.Type)
                .Key("status").Text(condition.Status)
                .Key("observedGeneration").Number(state.ObservedGeneration)
                .Key("reason").Text(condition.Reason)
                .Key("message").Text(condition.Message);
            if (now is not null)
            {
                json.Key("lastTransitionTime").Text(condition.Since.Length > 0 ? condition.Since : now);
            }

            json.EndObject();
        }

        json.EndArray();
    }

    // In a merge patch null removes the value of an earlier generation.
    private static void WriteText(JsonText json, string key, string text)
    {
        json.Key(key);
        _ = text.Length > 0 ? json.Text(text) : json.Null();
    }
}
