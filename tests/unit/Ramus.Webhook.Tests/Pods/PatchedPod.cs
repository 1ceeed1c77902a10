using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ramus.Webhook.Tests.Pods;

/// <summary>A pod after the API server has applied a patch.</summary>
internal static class PatchedPod
{
    public static JsonElement Apply(JsonElement pod, ReadOnlyMemory<byte> patch)
    {
        var result = JsonNode.Parse(pod.GetRawText())!;
        foreach (var operation in JsonNode.Parse(patch.Span)!.AsArray())
        {
            var path = operation!["path"]!.GetValue<string>();
            switch (operation["op"]!.GetValue<string>())
            {
                case "add":
                    Add(result, path, operation["value"]!.DeepClone());
                    break;
                case "remove":
                    Parent(result, path, out var token).AsObject().Remove(token).ShouldBeTrue(path);
                    break;
                case var other:
                    throw new InvalidOperationException($"operation {other}");
            }
        }

        return JsonDocument.Parse(result.ToJsonString()).RootElement;
    }

    /// <summary>The quantity of a resource in one map of the first container, as text.</summary>
    public static string? Quantity(JsonElement pod, string map, string resource) =>
        JsonNode.Parse(pod.GetRawText())!["spec"]!["containers"]![0]!["resources"]?[map]?[resource]?.ToString();

    private static void Add(JsonNode root, string path, JsonNode value)
    {
        var parent = Parent(root, path, out var token);
        if (parent is JsonArray list)
        {
            list.Insert(token == "-" ? list.Count : int.Parse(token), value);
            return;
        }

        parent[token] = value;
    }

    private static JsonNode Parent(JsonNode root, string path, out string last)
    {
        var tokens = path.Split('/').Skip(1)
            .Select(token => token.Replace("~1", "/").Replace("~0", "~")).ToList();
        last = tokens[^1];
        return tokens.SkipLast(1).Aggregate(root, (node, token) =>
            (node is JsonArray array ? array[int.Parse(token)] : node[token])
            ?? throw new InvalidOperationException($"{path}: there is no '{token}' to add to"));
    }
}
