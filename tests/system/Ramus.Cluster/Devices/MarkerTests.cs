using System.Text.Json.Nodes;

namespace Ramus.Cluster.Devices;

/// <summary>
/// Resources that are only a number in the node's capacity, as the bridge markers of KubeVirt and ovs-cni write them.
/// </summary>
public sealed class MarkerTests
{
    [ClusterTheory]
    [InlineData("bridge.network.kubevirt.io/br-mark")]
    [InlineData("ovs-cni.network.kubevirt.io/br-mark")]
    public async Task A_network_with_a_marker_is_attached_without_a_device(string resource)
    {
        await RamusSystem.ReadyAsync();
        await using var @namespace = await TestNamespace.CreateAsync("marker");
        await MarkAsync(resource, "1k");
        try
        {
            await @namespace.AddNetworkAsync("vms", """
                {
                  "cniVersion": "1.0.0", "type": "bridge", "bridge": "br-mark",
                  "ipam": { "type": "host-local", "subnet": "10.79.40.0/24" }
                }
                """, resource);

            // The webhook's cache receives a new network with a delay.
            var created = await Eventually.GetAsync(
                async () => await @namespace.AddPodAsync("vm", "vms"), "the pod is accepted");

            ((string?)created["spec"]!["containers"]![0]!["resources"]!["limits"]![resource]).ShouldBe("1");
            await @namespace.RunningAsync("vm");
            var status = JsonNode.Parse(await @namespace.NetworkStatusAsync("vm"))!.AsArray();
            status.Select(entry => (string?)entry!["name"]).ShouldContain($"{@namespace.Name}/vms");
        }
        finally
        {
            await MarkAsync(resource, null);
        }
    }

    private static Task<JsonNode> MarkAsync(string resource, string? quantity) => TestCluster.Current.Api.PatchAsync(
        $"/api/v1/nodes/{TestCluster.Current.NodeName}/status",
        new JsonObject
        {
            ["status"] = new JsonObject
            {
                ["capacity"] = new JsonObject { [resource] = quantity },
                ["allocatable"] = new JsonObject { [resource] = quantity },
            },
        });
}
