using Ramus.Kubernetes.Health;
using Ramus.Node.Devices;
using Ramus.Node.Devices.PodResourcesApi;
using Ramus.Node.Services;
using Ramus.Node.Tests.Support;
using PodResources = Ramus.Node.Devices.PodResources;

namespace Ramus.Node.Tests.Devices;

/// <summary>The metrics show whether a pool is exhausted.</summary>
public sealed class DevicePoolsTests : IDisposable
{
    private readonly ScratchDirectory kubeletDir = new();

    public void Dispose() => kubeletDir.Dispose();

    [Fact]
    public async Task A_pool_that_is_used_up_shows()
    {
        await using var kubelet = await FakeKubelet.StartAsync(kubeletDir.Path, state =>
        {
            state.Give("p", "intel.com/sriov", "a", "b");
            state.Allocatable = new AllocatableResourcesResponse
            {
                Devices =
                {
                    // One entry per NUMA node.
                    new ContainerDevices { ResourceName = "intel.com/sriov", DeviceIds = { "a" } },
                    new ContainerDevices { ResourceName = "intel.com/sriov", DeviceIds = { "b" } },
                    new ContainerDevices { ResourceName = "intel.com/fpga", DeviceIds = { "f" } },
                },
            };
        });

        var metrics = await ScrapeAsync();

        metrics.ShouldContain("ramus_node_devices{resource=\"intel.com/sriov\"} 2\n");
        metrics.ShouldContain("ramus_node_devices_allocated{resource=\"intel.com/sriov\"} 2\n");
        metrics.ShouldContain("ramus_node_devices{resource=\"intel.com/fpga\"} 1\n");
        metrics.ShouldContain("ramus_node_devices_allocated{resource=\"intel.com/fpga\"} 0\n");
    }

    [Fact]
    public async Task An_old_kubelet_has_its_checkpoint_read_for_what_is_offered()
    {
        kubeletDir.Write(
            "device-plugins/kubelet_internal_checkpoint",
            """{"Data":{"PodDeviceEntries":null,"RegisteredDevices":{"intel.com/sriov":["a","b","c"]}}}""");
        await using var kubelet = await FakeKubelet.StartAsync(
            kubeletDir.Path, state => state.Give("p", "intel.com/sriov", "a"));

        var metrics = await ScrapeAsync();

        metrics.ShouldContain("ramus_node_devices{resource=\"intel.com/sriov\"} 3\n");
        metrics.ShouldContain("ramus_node_devices_allocated{resource=\"intel.com/sriov\"} 1\n");
    }

    [Fact]
    public async Task A_node_without_device_plugins_has_none_and_costs_no_list()
    {
        await using var kubelet = await FakeKubelet.StartAsync(
            kubeletDir.Path, state => state.Allocatable = new AllocatableResourcesResponse());

        (await ScrapeAsync()).ShouldNotContain("ramus_node_devices{");

        kubelet.Current.Calls.ShouldBe(0);
    }

    private async Task<string> ScrapeAsync()
    {
        using var metrics = new NodeMetrics();
        using var exporter = new PrometheusExporter(NodeMetrics.MeterName);
        using var resources = new PodResources(kubeletDir.Path, TimeProvider.System);
        var pools = new DevicePools(
            resources, new OfferedDevices(resources, new KubeletCheckpoint(kubeletDir.Path)), TimeProvider.System,
            metrics);
        await pools.LookAsync(TestContext.Current.CancellationToken);
        return exporter.Collect();
    }
}
