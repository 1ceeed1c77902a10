using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Kubernetes.Client;

namespace Ramus.Webhook.Pods;

/// <summary>One container of a pod, with its JSON pointer.</summary>
internal sealed record PodContainer(string Path, JsonElement Json)
{
    public string Name => Json.TextAt("name") ?? "";

    /// <summary>The objects in one of its lists; empty when the member is missing or not a list.</summary>
    public IEnumerable<JsonElement> Items(string key) =>
        Json.ItemsAt(key).Where(static item => item.ValueKind == JsonValueKind.Object);

    public bool HasList(string key) =>
        Json.TryGetProperty(key, out var list) && list.ValueKind == JsonValueKind.Array;
}
