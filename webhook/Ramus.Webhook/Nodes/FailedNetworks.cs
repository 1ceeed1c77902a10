using System.Text.Json;
using Ramus.Contract.NodeNetwork;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;

namespace Ramus.Webhook.Nodes;

/// <summary>The networks that one node reports it cannot run.</summary>
internal sealed record FailedNetworks(string Node, IReadOnlyList<NetworkKey> Networks)
{
    public static ResourceType Resource { get; } = new(
        NodeNetworkResource.Group, NodeNetworkResource.Version, NodeNetworkResource.Plural);

    public static FailedNetworks Of(JsonElement report) =>
        new(report.KeyOf().Name, [.. NodeReportFormat.ReadFailures(report).Select(failure => failure.Network)]);
}
