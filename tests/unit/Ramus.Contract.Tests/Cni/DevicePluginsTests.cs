using Ramus.Contract.Cni;

namespace Ramus.Contract.Tests.Cni;

/// <summary>Which plugins need the device of a network's resource.</summary>
public sealed class DevicePluginsTests
{
    [Theory]
    [InlineData("""{"type":"sriov"}""", DeviceUse.Required)]
    [InlineData("""{"type":"ib-sriov"}""", DeviceUse.Required)]
    [InlineData("""{"type":"accelerated-bridge"}""", DeviceUse.Required)]
    [InlineData("""{"type":"macvtap"}""", DeviceUse.Required)]
    [InlineData("""{"type":"afxdp"}""", DeviceUse.Required)]
    [InlineData("""{"type":"rdma"}""", DeviceUse.Required)]
    [InlineData("""{"type":"sriov","deviceID":""}""", DeviceUse.Required)]
    [InlineData("""{"type":"sriov","deviceID":"0000:03:02.0"}""", DeviceUse.Optional)]
    [InlineData("""{"type":"macvtap","DEVICEID":"tap0"}""", DeviceUse.Optional)]
    [InlineData("""{"type":"host-device"}""", DeviceUse.Required)]
    [InlineData("""{"type":"host-device","device":""}""", DeviceUse.Required)]
    [InlineData("""{"type":"host-device","device":"eth1"}""", DeviceUse.Optional)]
    [InlineData("""{"type":"host-device","hwaddr":"02:00:00:00:00:01"}""", DeviceUse.Optional)]
    [InlineData("""{"type":"host-device","kernelpath":"/sys/devices/x"}""", DeviceUse.Optional)]
    [InlineData("""{"type":"host-device","pciBusID":"0000:03:02.0"}""", DeviceUse.Optional)]
    [InlineData("""{"type":"ovs"}""", DeviceUse.Optional)]
    [InlineData("""{"type":"ovn-k8s-cni-overlay"}""", DeviceUse.Optional)]
    [InlineData("""{"type":"userspace"}""", DeviceUse.Optional)]
    [InlineData("""{"type":"something-new"}""", DeviceUse.Optional)]
    [InlineData("""{"type":"bridge"}""", DeviceUse.None)]
    [InlineData("""{"type":"cnv-bridge"}""", DeviceUse.None)]
    [InlineData("""{"type":"macvlan"}""", DeviceUse.None)]
    [InlineData("""{"type":"ipvlan"}""", DeviceUse.None)]
    [InlineData("""{"type":"ipoib"}""", DeviceUse.None)]
    public void A_plugin_uses_a_device_as_its_documentation_says(string plugin, DeviceUse expected) =>
        DevicePlugins.UseOf(Network($$"""{"cniVersion":"1.0.0","name":"n","plugins":[{{plugin}}]}""").Plugins[0])
            .ShouldBe(expected);

    [Theory]
    [InlineData("bridge,tuning", DeviceUse.None)]
    [InlineData("bridge,something-new", DeviceUse.Optional)]
    [InlineData("sriov,tuning", DeviceUse.Required)]
    [InlineData("sriov,rdma", DeviceUse.Required)]
    public void A_chain_uses_a_device_as_the_plugin_that_needs_it_most(string types, DeviceUse expected)
    {
        var plugins = string.Join(',', types.Split(',').Select(type => $$"""{"type":"{{type}}"}"""));

        DevicePlugins.UseOf(Network($$"""{"cniVersion":"1.0.0","name":"n","plugins":[{{plugins}}]}"""))
            .ShouldBe(expected);
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData(" , ,", "")]
    [InlineData("intel.com/sriov", "intel.com/sriov")]
    [InlineData("bridge.network.kubevirt.io/br7 , intel.com/sriov,", "bridge.network.kubevirt.io/br7|intel.com/sriov")]
    public void An_annotation_can_name_several_resources(string? value, string expected) =>
        string.Join('|', Ramus.Contract.Selection.ResourceNames.In(value)).ShouldBe(expected);

    [Theory]
    [InlineData("bridge,portmap", true)]
    [InlineData("bridge,tuning,bandwidth,firewall", false)]
    [InlineData("ptp", false)]
    [InlineData("flannel", false)]
    [InlineData("flannel,portmap", true)]
    [InlineData("cilium-cni", true)]
    [InlineData("calico,bandwidth", true)]
    [InlineData("ovn-k8s-cni-overlay", true)]
    [InlineData("", true)]
    public void Only_a_chain_of_plugins_without_host_ports_maps_none(string types, bool expected) =>
        HostPortPlugins.MayMap(types.Split(',', StringSplitOptions.RemoveEmptyEntries)).ShouldBe(expected);

    private static NetworkConfig Network(string config) => NetworkConfig.Parse(config.Utf8(), "test");
}
