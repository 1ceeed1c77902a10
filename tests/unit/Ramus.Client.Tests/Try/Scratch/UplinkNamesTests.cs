using System.Text;
using Ramus.Client.Try.Scratch;
using Ramus.Contract.Cni;

namespace Ramus.Client.Tests.Try.Scratch;

public sealed class UplinkNamesTests
{
    [Theory]
    [InlineData("""{"type":"macvlan","master":"ens5"}""", "eth0 eth1 ens5")]
    [InlineData("""{"type":"macvlan"}""", "eth0 eth1")]
    [InlineData("""{"type":"macvlan","master":"eth1"}""", "eth0 eth1")]
    [InlineData("""{"type":"vlan","Master":"bond0","vlanId":5}""", "eth0 eth1 bond0")]
    [InlineData("""{"type":"host-device","device":"ens9"}""", "eth0 eth1 ens9")]
    [InlineData("""{"type":"macvlan","master":"net1","linkInContainer":true}""", "eth0 eth1")]
    [InlineData("""{"type":"macvlan","master":"no such/name"}""", "eth0 eth1")]
    [InlineData("""{"type":"macvlan","master":"lo"}""", "eth0 eth1")]
    [InlineData("""{"plugins":[{"type":"bridge","bridge":"br9"},{"type":"vlan","master":"br9"}]}""", "eth0 eth1")]
    public void The_node_gets_the_interfaces_that_networks_hang_on(string config, string expected) =>
        UplinkNames.Find([NetworkConfig.Parse(Encoding.UTF8.GetBytes(config), "test", "n")])
            .ShouldBe(expected.Split(' '));
}
