using System.Net;
using Ramus.Linux.Namespaces;
using Ramus.Linux.Netlink;
using Ramus.Linux.Sockets;

namespace Ramus.Linux.Tests.Sockets;

[Trait("Needs", "Root")]
public sealed class ArpAnnouncementTests : IDisposable
{
    private const string Old = "02:00:00:00:00:01", New = "02:00:00:00:00:02";

    private readonly PodNamespace pod = new();
    private readonly PodNamespace neighbor = new();

    public void Dispose()
    {
        pod.Dispose();
        neighbor.Dispose();
    }

    [Fact]
    public void A_neighbor_learns_the_new_hardware_address()
    {
        const string address = "10.9.0.9";
        using var space = OpenedNamespace.Open(pod.Path);
        using var links = RouteSocket.Open(space);
        using (var far = OpenedNamespace.Open(neighbor.Path))
        {
            links.Create(new NewLink("net1", new VethKind("net1", far))
            {
                HardwareAddress = Convert.FromHexString(New.Replace(":", "", StringComparison.Ordinal)),
            });
        }

        pod.Run($"ip link set net1 up; ip address add {address}/24 dev net1");
        neighbor.Run($"ip link set net1 up; ip address add 10.9.0.8/24 dev net1; "
            + $"ip neigh add {address} lladdr {Old} dev net1 nud stale");

        ArpAnnouncement.Send(space, links.Find("net1")!, [IPAddress.Parse(address)]);

        Eventually.Holds(
            () => neighbor.Run($"ip neigh show {address} dev net1").Contains(New, StringComparison.Ordinal),
            $"the neighbor knows {New}");
    }

    [Fact]
    public void An_interface_without_an_Ethernet_address_announces_nothing()
    {
        using var space = OpenedNamespace.Open(pod.Path);

        Should.NotThrow(() => ArpAnnouncement.Send(space, new Link(1, "none"), [IPAddress.Loopback]));
    }
}
