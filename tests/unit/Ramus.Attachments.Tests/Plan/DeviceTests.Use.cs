namespace Ramus.Attachments.Tests.Plan;

/// <summary>Networks whose plugins need no device, and resources without devices.</summary>
public sealed partial class DeviceTests
{
    // KubeVirt's bridge-marker and ovs-cni's marker write these resources into the node's capacity.
    [Theory]
    [InlineData("bridge", "bridge.network.kubevirt.io/br7")]
    [InlineData("cnv-bridge", "bridge.network.kubevirt.io/br7")]
    [InlineData("ovs", "ovs-cni.network.kubevirt.io/br1")]
    [InlineData("something-new", "example.com/capacity")]
    [InlineData("macvlan", "rdma/hca_shared_devices_a")]
    public void A_resource_that_no_device_plugin_offers_is_node_capacity_only(string type, string resource)
    {
        using var agent = node.StartAgent();
        node.Plugins.Install(type);
        node.Render("shop/marked", Config(type, resource));

        node.Asking("marked,marked").Add().ShouldSucceed();

        node.Plugins.Calls.Count.ShouldBe(3);
        DevicesGiven().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("sriov")]
    [InlineData("ib-sriov")]
    [InlineData("accelerated-bridge")]
    [InlineData("macvtap")]
    [InlineData("rdma")]
    [InlineData("host-device")]
    public void A_plugin_that_needs_a_device_is_refused_when_no_device_plugin_offers_it(string type)
    {
        using var agent = node.StartAgent();
        node.Plugins.Install(type);
        node.Render("shop/needy", Config(type, "intel.com/sriov"));

        var answer = node.Asking("needy").Add();

        answer.ShouldFail(11).ShouldContain(
            "the network's plugin needs a device of 'intel.com/sriov', but no device plugin on this node offers this");
        answer.Details.ShouldContain("start the device plugin of 'intel.com/sriov'");
        node.Plugins.Calls.ShouldBeEmpty();
    }

    [Fact]
    public void A_resource_of_a_driver_without_a_domain_is_no_node_capacity()
    {
        using var agent = node.StartAgent();
        node.Render("shop/drawn", Config("one", "sriov_nic_1"));

        node.Asking("drawn").Add().ShouldFail(11).ShouldContain("the pod was allocated no device of 'sriov_nic_1'");
    }

    [Fact]
    public void One_shared_device_of_the_containers_is_enough_for_several_networks()
    {
        using var agent = node.StartAgent();
        agent.Devices["rdma/shared"] = ["7"];
        node.Plugins.Install("macvlan");
        node.Render("shop/a", Config("macvlan", "rdma/shared")).Render("shop/b", Config("macvlan", "rdma/shared"));

        node.Asking("a,b").Add().ShouldSucceed();

        DevicesGiven().ShouldBe(["macvlan 7"]);
    }

    [Fact]
    public void A_pod_without_the_offered_device_of_its_containers_is_refused()
    {
        using var agent = node.StartAgent();
        agent.Devices["rdma/shared"] = [];
        node.Plugins.Install("macvlan");
        node.Render("shop/a", Config("macvlan", "rdma/shared"));

        node.Asking("a").Add().ShouldFail(11).ShouldContain("the pod was allocated no device of 'rdma/shared'");
    }

    [Theory]
    [InlineData("ovs-cni.network.kubevirt.io/br1, mellanox.com/cx5")]
    [InlineData("mellanox.com/cx5,ovs-cni.network.kubevirt.io/br1")]
    public void A_network_with_several_resources_gets_the_device_of_the_one_that_has_devices(string resources)
    {
        using var agent = node.StartAgent();
        agent.Devices["mellanox.com/cx5"] = ["0000:05:00.1"];
        Describe("dp/mellanox.com-cx5-0000:05:00.1-device.json", Pci);
        node.Plugins.Install("ovs");
        node.Render("shop/both", Config("ovs", resources));

        node.Asking("both").Add().ShouldSucceed();

        DevicesGiven().ShouldBe(["ovs 0000:05:00.1"]);
        DeviceInfo().ShouldBe(Pci);
    }
}
