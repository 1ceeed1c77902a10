using System.Text.Json;
using Ramus.Kubernetes.Client;

namespace Ramus.Webhook.Nodes;

/// <summary>The networks that one node reports it cannot run, as namespace/name.</summary>
internal sealed record FailedNetworks(string Node, IReadOnlyList<string> Networks)
{
    public static FailedNetworks Of(JsonElement report) =>
        new(
            report.KeyOf().Name,
            report.TryFind(out var list, "status", "networks", "failures") && list.ValueKind == JsonValueKind.Array
                ? [.. list.EnumerateArray().Select(f => f.TextAt("network")).OfType<string>()]
                : []);
}
