using Ramus.Contract.NodeNetwork;
using Ramus.Node.Report;

namespace Ramus.Node.Tests.Report;

public sealed class HostInterfacesTests : IDisposable
{
    private readonly ScratchDirectory root = new();

    public void Dispose() => root.Dispose();

    [Fact]
    public void Possible_master_interfaces_are_listed_with_state_and_MTU()
    {
        Interface("lo", 1, 1);
        Interface("eth1", 3, 3, state: "up", mtu: 9000);
        Interface("eth1.100", 5, 3, uevent: "DEVTYPE=vlan\nINTERFACE=eth1.100");
        Interface("br0", 6, 6, uevent: "DEVTYPE=bridge");

        new HostInterfaces(root.Path).Look().ShouldBe(
        [
            new HostInterface("br0", "down", 1500), new HostInterface("eth1", "up", 9000),
            new HostInterface("eth1.100", "down", 1500),
        ]);
    }

    [Fact]
    public void The_ends_of_pods_interfaces_are_left_out_but_not_the_uplink_of_a_node_that_is_a_container()
    {
        Interface("veth12", 9, 2);
        Interface("cali7", 10, 4);
        Interface("eth0", 7, 8);

        new HostInterfaces(root.Path).Look().Select(link => link.Name).ShouldBe(["eth0"]);
    }

    [Fact]
    public void This_machines_interfaces_can_be_read() => new HostInterfaces().Look().ShouldNotBeNull();

    private void Interface(
        string name, int index, int link, string uevent = "", string state = "down", int mtu = 1500)
    {
        root.Write($"{name}/ifindex", $"{index}\n");
        root.Write($"{name}/iflink", $"{link}\n");
        root.Write($"{name}/uevent", uevent);
        root.Write($"{name}/operstate", state + "\n");
        root.Write($"{name}/mtu", $"{mtu}\n");
    }
}
