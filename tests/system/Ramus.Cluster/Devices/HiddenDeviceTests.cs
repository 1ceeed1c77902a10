using System.Text.Json.Nodes;

namespace Ramus.Cluster.Devices;

/// <summary>Devices that the pod's namespace does not show under the interface's name.</summary>
public sealed class HiddenDeviceTests
{
    private const string Device = "ramus-dev7";

    [ClusterFact]
    public async Task A_device_without_an_interface_is_in_the_network_status()
    {
        await RamusSystem.ReadyAsync();
        UserspacePlugin.Install();
        await using var pool = await DevicePool.CreateAsync(1);
        await using var @namespace = await TestNamespace.CreateAsync("userspace");
        try
        {
            await @namespace.AddNetworkAsync(
                "user", $$"""{ "cniVersion": "1.0.0", "type": "{{UserspacePlugin.Type}}" }""", pool.Resource);
            await TestCluster.Current.Api.CreateAsync(
                @namespace.PathOf("pods"), DeviceTests.Asking("pod", "user", pool.Resource, 1));
            var pod = await @namespace.RunningAsync("pod");

            var entry = JsonNode.Parse(await @namespace.NetworkStatusAsync("pod"))!.AsArray()
                .Single(entry => (string?)entry!["name"] == $"{@namespace.Name}/user")!;

            ((string?)entry["device-info"]!["pci"]!["pci-address"])
                .ShouldBe((await pool.AllocatedToAsync(pod)).ShouldHaveSingleItem());
            await @namespace.DeletePodAsync("pod");
            await GoneAsync(@namespace, "pod");
        }
        finally
        {
            UserspacePlugin.Remove();
        }
    }

    [ClusterFact]
    public async Task A_device_that_the_pod_renamed_returns_to_the_node()
    {
        await RamusSystem.ReadyAsync();
        await using var @namespace = await TestNamespace.CreateAsync("renamed");
        await TestCluster.Current.OnNodeAsync(
            "ip", "link", "add", Device, "type", "veth", "peer", "name", "ramus-wire7");
        try
        {
            await @namespace.AddNetworkAsync(
                "dev", $$"""{ "cniVersion": "1.0.0", "type": "host-device", "device": "{{Device}}" }""");
            await Eventually.GetAsync(
                async () => await @namespace.AddPodAsync("pod", "dev"), "the pod is accepted");
            var sandbox = await Sandbox.OfAsync(await @namespace.RunningAsync("pod"));
            await sandbox.InNetworkAsync("ip", "link", "set", "net1", "down");
            await sandbox.InNetworkAsync("ip", "link", "set", "net1", "name", "hidden");
            (await TestCluster.Current.OnNodeAsync("ip", "-o", "link", "show")).ShouldNotContain(Device);

            await @namespace.DeletePodAsync("pod");
            await GoneAsync(@namespace, "pod");

            (await TestCluster.Current.OnNodeAsync("ip", "-o", "link", "show")).ShouldContain(Device);
        }
        finally
        {
            await TestCluster.Current.OnNodeAsync("sh", "-c", $"ip link del {Device} || true");
        }
    }

    private static Task GoneAsync(TestNamespace @namespace, string pod) => Eventually.AgreesAsync(
        async () => await @namespace.FindAsync($"pods/{pod}") is null, "the pod is gone");
}
