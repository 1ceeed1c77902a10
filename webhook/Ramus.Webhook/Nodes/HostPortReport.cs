using System.Text.Json;
using Ramus.Contract.NodeNetwork;
using Ramus.Kubernetes.Client;

namespace Ramus.Webhook.Nodes;

/// <summary>The part of a node's report that says whether host ports work there.</summary>
/// <param name="Node">The node.</param>
/// <param name="MapsHostPorts">Whether the node's default network may map host ports; true when unknown.</param>
internal sealed record HostPortReport(string Node, bool MapsHostPorts)
{
    public static ResourceType Resource { get; } = new(
        NodeNetworkResource.Group, NodeNetworkResource.Version, NodeNetworkResource.Plural);

    public static HostPortReport Of(JsonElement report) =>
        new(report.KeyOf().Name, NodeReportFormat.ReadMapsHostPorts(report));
}
