using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Webhook.Nodes;

internal sealed record KnownNode(KeyValuePair<string, string>[] Labels)
{
    public static KnownNode Of(JsonElement node) =>
        new([.. node.MapAt("metadata", "labels").Where(l => l.Value.ValueKind == JsonValueKind.String).Select(Label)]);

    public bool HasAll(IReadOnlyDictionary<string, string> wanted) =>
        wanted.All(pair => Array.IndexOf(Labels, pair) >= 0);

    // The keys are the same on all nodes, so they are interned.
    private static KeyValuePair<string, string> Label(JsonProperty label) =>
        new(string.Intern(label.Name), label.Value.GetString()!);
}
