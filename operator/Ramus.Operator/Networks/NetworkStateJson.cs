using System.Text.Json;
using Ramus.Kubernetes.Client;

namespace Ramus.Operator.Networks;

/// <summary>The state as JSON, both ways.</summary>
internal static class NetworkStateJson
{
    /// <summary>A merge patch that makes the status of this very version of the object ours.</summary>
    public static byte[] Patch(NetworkState state, string uid, string resourceVersion, string now) =>
        JsonBody.Write(json =>
        {
            json.WriteStartObject("metadata");
            json.WriteString("uid", uid);

            // Whoever wrote meanwhile knows better: the server then refuses (409) and we look again.
            json.WriteString("resourceVersion", resourceVersion);
            json.WriteEndObject();
            json.WriteStartObject("status");
            Write(json, state, now);
            json.WriteEndObject();
        });

    /// <summary>Equal for states that say the same, since whenever they do.</summary>
    public static bool AreSame(NetworkState one, NetworkState other) =>
        Content(one).AsSpan().SequenceEqual(Content(other));

    public static NetworkState Read(JsonElement network)
    {
        if (!network.TryFind(out var status, "status"))
        {
            return new NetworkState();
        }

        return new NetworkState
        {
            ObservedGeneration = Number(status, "observedGeneration"),
            Type = status.TextAt("type") ?? "",
            CniVersion = status.TextAt("cniVersion") ?? "",
            ResourceName = status.TextAt("resourceName") ?? "",
            Plugins = [.. Items(status, "plugins").Select(
                item => new ProgramNeed(item.TextAt("type") ?? "", item.TextAt("role") ?? ""))],
            Masters = Texts(status, "masters"),
            Warnings = Texts(status, "warnings"),
            Nodes = ReadNodes(status),
            Pods = (int)Number(status, "pods"),
            UsedBy = Texts(status, "usedBy"),
            OutdatedPods = (int)Number(status, "outdatedPods"),
            Conditions = [.. Items(status, "conditions").Select(item => new StatusCondition(
                item.TextAt("type") ?? "", item.TextAt("status") ?? "", item.TextAt("reason") ?? "",
                item.TextAt("message") ?? "")
            {
                Since = item.TextAt("lastTransitionTime") ?? "",
            })],
        };
    }

    private static byte[] Content(NetworkState state) => JsonBody.Write(json => Write(json, state, now: null));

    private static void Write(Utf8JsonWriter json, NetworkState state, string? now)
    {
        json.WriteNumber("observedGeneration", state.ObservedGeneration);
        WriteText(json, "type", state.Type);
        WriteText(json, "cniVersion", state.CniVersion);
        WriteText(json, "resourceName", state.ResourceName);
        json.WriteStartArray("plugins");
        foreach (var plugin in state.Plugins)
        {
            json.WriteStartObject();
            json.WriteString("type", plugin.Type);
            json.WriteString("role", plugin.Role);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteTexts(json, "masters", state.Masters);
        WriteTexts(json, "warnings", state.Warnings);
        json.WriteStartObject("nodes");
        json.WriteString("summary", state.Nodes.Summary);
        json.WriteNumber("desired", state.Nodes.Desired);
        json.WriteNumber("rendered", state.Nodes.Rendered);
        json.WriteNumber("failed", state.Nodes.Failed);
        json.WriteString("revision", state.Nodes.Revision);
        WriteTexts(json, "failures", state.Nodes.Failures);
        json.WriteEndObject();
        json.WriteNumber("pods", state.Pods);
        WriteTexts(json, "usedBy", state.UsedBy);
        json.WriteNumber("outdatedPods", state.OutdatedPods);
        WriteConditions(json, state, now);
    }

    private static void WriteConditions(Utf8JsonWriter json, NetworkState state, string? now)
    {
        json.WriteStartArray("conditions");
        foreach (var condition in state.Conditions)
        {
            json.WriteStartObject();
            json.WriteString("type", condition.Type);
            json.WriteString("status", condition.Status);
            json.WriteNumber("observedGeneration", state.ObservedGeneration);
            json.WriteString("reason", condition.Reason);
            json.WriteString("message", condition.Message);
            if (now is not null)
            {
                json.WriteString("lastTransitionTime", condition.Since.Length > 0 ? condition.Since : now);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // In a merge patch null removes what an earlier generation had.
    private static void WriteText(Utf8JsonWriter json, string key, string text) =>
        json.WriteString(key, text.Length > 0 ? text : null);

    private static void WriteTexts(Utf8JsonWriter json, string key, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(key);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static NodeCounts ReadNodes(JsonElement status) =>
        status.TryFind(out var nodes, "nodes")
            ? new NodeCounts(
                (int)Number(nodes, "desired"), (int)Number(nodes, "rendered"), (int)Number(nodes, "failed"),
                nodes.TextAt("revision") ?? "", Texts(nodes, "failures"))
            : new NodeCounts(0, 0, 0, "", []);

    private static long Number(JsonElement parent, string key) =>
        parent.TryFind(out var value, key) && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt64(out var number) ? number : 0;

    private static JsonElement.ArrayEnumerator Items(JsonElement parent, string key) =>
        parent.TryFind(out var list, key) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default;

    private static string[] Texts(JsonElement parent, string key) =>
        [.. Items(parent, key).Where(item => item.ValueKind == JsonValueKind.String)
            .Select(item => item.GetString()!)];
}
