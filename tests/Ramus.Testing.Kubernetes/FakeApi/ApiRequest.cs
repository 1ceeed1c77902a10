using System.Text.Json.Nodes;

namespace Ramus.Testing.Kubernetes.FakeApi;

/// <summary>A request as the fake API server received it.</summary>
public sealed record ApiRequest(
    string Method, string Path, IReadOnlyDictionary<string, string> Query, string ContentType, string Authorization,
    string Body)
{
    public bool IsWatch => Query.ContainsKey("watch");

    public JsonObject Json => (JsonObject)JsonNode.Parse(Body)!;

    public string QueryOf(string key) => Query.GetValueOrDefault(key, "");
}
