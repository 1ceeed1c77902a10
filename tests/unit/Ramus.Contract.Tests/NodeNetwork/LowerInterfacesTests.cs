using System.Text.Json;
using Ramus.Contract.NodeNetwork;

namespace Ramus.Contract.Tests.NodeNetwork;

public sealed class LowerInterfacesTests
{
    [Theory]
    [InlineData("""{"type":"macvlan","master":"eth1"}""", "eth1")]
    [InlineData("""{"type":"ipvlan","Master":"eth1"}""", "eth1")]
    [InlineData("""{"type":"vlan","master":"eth1"},{"type":"macvlan","master":"eth2"}""", "eth1,eth2")]
    [InlineData("""{"type":"vlan","master":"eth1"},{"type":"macvlan","master":"eth1"}""", "eth1")]
    [InlineData("""{"type":"macvlan","master":"net1","linkInContainer":true}""", "")]
    [InlineData("""{"type":"host-device","device":"eth1","master":"eth2"}""", "")] // the device moves into a pod
    [InlineData("""{"type":"bridge","bridge":"br1","master":"eth1"}""", "")] // not a key of bridge
    [InlineData("""{"type":"macvlan","master":5},{"type":"macvlan","master":""},{"type":"macvlan"}""", "")]
    public void The_interfaces_below_those_of_the_pod_must_exist(string plugins, string names) =>
        string.Join(',', LowerInterfaces.Of(Chain(plugins))).ShouldBe(names);

    [Theory]
    [InlineData("""{"type":"macvlan","master":"eth1","mtu":1400}""", "eth1 1400")]
    [InlineData("""{"type":"macvlan","mtu":1400}""", " 1400")]
    [InlineData("""{"type":"macvlan","master":"eth1"},{"type":"tuning","mtu":9000}""", "eth1 9000")]
    [InlineData("""{"type":"vlan","master":"eth1","mtu":1},{"type":"tuning","mtu":2}""", "eth1 1,eth1 2")]
    [InlineData("""{"type":"ipvlan","master":"eth1","mtu":1400},{"type":"tuning","mtu":9000}""", "eth1 1400")]
    [InlineData("""{"type":"macvlan","linkInContainer":true},{"type":"tuning","mtu":9000}""", "")]
    [InlineData("""{"type":"bridge","bridge":"br1","mtu":9000}""", "")]
    [InlineData("""{"type":"macvlan","mtu":0},{"type":"macvlan","mtu":65536},{"type":"macvlan","mtu":"9"}""", "")]
    public void Each_mtu_that_they_must_reach_is_found(string plugins, string mtus) =>
        string.Join(',', LowerInterfaces.MtusOf(Chain(plugins)).Select(static one => $"{one.Master} {one.Mtu}"))
            .ShouldBe(mtus);

    private static List<(string Type, JsonElement Config)> Chain(string plugins) =>
    [
        .. JsonElement.Parse($"[{plugins}]").EnumerateArray()
            .Select(static plugin => (plugin.GetProperty("type").GetString()!, plugin)),
    ];
}
