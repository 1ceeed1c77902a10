using Ramus.Contract.Agent;
using Ramus.Contract.Selection;
using Ramus.Node.Devices.PodResourcesApi;
using Ramus.Node.Tests.Support;

namespace Ramus.Node.Tests.Devices;

/// <summary>A resource that no device plugin offers is capacity of the node only, without devices.</summary>
public sealed class OfferedResourceTests
{
    private const string Sriov = "intel.com/sriov";

    [Fact]
    public async Task A_resource_that_no_device_plugin_offers_is_left_out_at_once()
    {
        await using var node = await AgentHarness.StartAsync();
        var uid = node.PutPod("p");
        await using var kubelet = await FakeKubelet.StartAsync(node.Options.KubeletDir, state =>
        {
            state.Give("p", Sriov, "a");
            state.Allocatable = new AllocatableResourcesResponse
            {
                Devices = { new ContainerDevices { ResourceName = "intel.com/fpga", DeviceIds = { "f" } } },
            };
        });

        var devices = (await AskAsync(node, uid, "bridge.network.kubevirt.io/br7", Sriov)).Devices!;
        var calls = kubelet.Current.Calls;
        var offered = (await AskAsync(node, uid, "intel.com/fpga", "bridge.network.kubevirt.io/br7")).Devices!;

        devices.Keys.ShouldBe([Sriov]);
        calls.ShouldBe(1, "no device will come, so the lookup is not repeated");
        offered.Keys.ShouldBe(["intel.com/fpga"]);
        offered["intel.com/fpga"].ShouldBeEmpty();
    }

    [Fact]
    public async Task The_checkpoint_of_an_old_kubelet_tells_which_resources_are_offered()
    {
        await using var node = await AgentHarness.StartAsync();
        var uid = node.PutPod("p");
        var folder = Directory.CreateDirectory(Path.Combine(node.Options.KubeletDir, "device-plugins"));
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "kubelet_internal_checkpoint"),
            """{"Data":{"PodDeviceEntries":null,"RegisteredDevices":{"intel.com/fpga":["f"]}}}""",
            TestContext.Current.CancellationToken);
        await using var kubelet = await FakeKubelet.StartAsync(node.Options.KubeletDir);

        (await AskAsync(node, uid, "intel.com/fpga", "ovs-cni.network.kubevirt.io/br1")).Devices!.Keys
            .ShouldBe(["intel.com/fpga"]);
    }

    private static Task<AgentReply> AskAsync(AgentHarness node, string uid, params string[] resources) =>
        node.AskAsync(new AgentRequest
        {
            Ask = AgentQuestion.Devices,
            Pod = new PodKey("default", "p", uid),
            Resources = resources,
        });
}
