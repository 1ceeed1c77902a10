using System.Net;
using System.Net.Sockets;
using Ramus.Linux.Namespaces;
using Ramus.Linux.Netlink;

namespace Ramus.Linux.Tests.Netlink;

/// <summary>Interfaces, addresses and routes that are made in another namespace.</summary>
[Trait("Needs", "Root")]
public sealed class LinkTests : IDisposable
{
    private readonly PodNamespace node = new();
    private readonly PodNamespace pod = new();

    public void Dispose()
    {
        node.Dispose();
        pod.Dispose();
    }

    [Fact]
    public void A_pair_is_created_with_its_other_end_in_another_namespace()
    {
        using var space = OpenedNamespace.Open(pod.Path);
        using var links = RouteSocket.Open(node.Path);
        using var inPod = RouteSocket.Open(space);
        links.Create(new NewLink("br0", new BridgeKind()));
        var bridge = links.Find("br0")!;

        links.Create(new NewLink("host", new VethKind("net1", space)
        {
            PeerMtu = 1300,
            PeerHardwareAddress = new byte[] { 2, 0, 0, 0, 0, 9 },
        })
        {
            Mtu = 1300,
            Master = bridge.Index,
            IsUp = true,
        });

        var end = inPod.Find("net1")!;
        (end.Kind, end.Mtu, end.Mac, end.IsUp).ShouldBe(("veth", 1300, "02:00:00:00:00:09", false));
        var port = links.Find("host")!;
        (port.Kind, port.Mtu, port.Master, port.IsUp).ShouldBe(("veth", 1300, bridge.Index, true));
        (port.Parent, end.Parent).ShouldBe((end.Index, port.Index));
        links.Find(port.Index)!.Name.ShouldBe("host");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(300)]
    [InlineData(3000)]
    public void Any_number_of_addresses_and_routes_is_set(int count)
    {
        using var links = RouteSocket.Open(node.Path);
        links.Create(new NewLink("br0", new BridgeKind()));
        var index = links.IndexOf("br0")!.Value;
        var numbers = Enumerable.Range(0, count).Select(static number => (High: number / 250, Low: (number % 250) + 1));

        links.SetUp(
            index,
            [.. numbers.Select(static n => new LinkAddress(new IPAddress([10, 1, (byte)n.High, (byte)n.Low]), 32))],
            [
                .. numbers.Select(n =>
                    new Route(new IPAddress([10, 2, (byte)n.High, (byte)n.Low]), 32) { InterfaceIndex = index }),
            ]);

        links.Addresses(index, AddressFamily.InterNetwork).Count.ShouldBe(count);
        links.Routes().Count(route => route.Destination.ToString().StartsWith("10.2.")).ShouldBe(count);
    }

    [Fact]
    public void Each_of_many_refused_changes_is_refused_for_its_own_reason()
    {
        using var links = RouteSocket.Open(node.Path);
        links.Create(new NewLink("br0", new BridgeKind()));
        var index = links.IndexOf("br0")!.Value;
        var same = Enumerable.Repeat(new LinkAddress(IPAddress.Parse("10.1.0.1"), 32), 200).ToList();

        Should.Throw<NetlinkException>(() => links.SetUp(index, same, [])).IsExisting.ShouldBeTrue();

        links.Addresses(index, AddressFamily.InterNetwork).Count.ShouldBe(1);
        links.Find(index)!.IsUp.ShouldBeTrue();
    }

    [Fact]
    public void An_interface_with_sixty_kilobytes_of_other_names_is_found_and_ends_no_list()
    {
        using var links = RouteSocket.Open(node.Path);
        foreach (var name in (string[])["first", "second", "third"])
        {
            links.Create(new NewLink(name, new BridgeKind()));
        }

        node.Run("""
            n=0
            while [ $n -lt 460 ]; do
              echo "link property add dev second altname $(printf 'a%0114d' $n)"
              n=$((n + 1))
            done | ip -batch -
            """);

        links.Find("second")!.Kind.ShouldBe("bridge");
        links.Find(links.IndexOf("second")!.Value)!.Name.ShouldBe("second");
        links.Links(static link => link.Kind == "bridge").Select(static link => link.Name)
            .ShouldBe(["first", "second", "third"], ignoreOrder: true);
    }

    [Fact]
    public void A_refusal_contains_the_kernels_own_explanation()
    {
        using var links = RouteSocket.Open(node.Path);
        links.Create(new NewLink("br0", new BridgeKind()));

        var failure = Should.Throw<NetlinkException>(
            () => links.Create(new NewLink("x", new MacvlanKind(99, 0)) { Parent = links.IndexOf("br0") }));
        var existing = Should.Throw<NetlinkException>(() => links.Create(new NewLink("br0", new BridgeKind())));
        var unknown = Should.Throw<NetlinkException>(() => links.Create(new NewLink("y", new NoSuchKind())));

        failure.Message.ShouldStartWith("cannot create macvlan interface x: Invalid argument");
        existing.IsExisting.ShouldBeTrue();
        unknown.Message.ShouldEndWith("(Unknown device type)");
    }

    [Fact]
    public void Addresses_of_one_interface_are_added_listed_and_removed()
    {
        node.Run("ip link add x type bridge; ip link add y type bridge; ip address add 10.0.0.1/8 dev y");
        using var links = RouteSocket.Open(node.Path);
        var index = links.IndexOf("x")!.Value;
        LinkAddress[] addresses = [new(IPAddress.Parse("10.1.0.2"), 24), new(IPAddress.Parse("fd00::2"), 64)];

        foreach (var address in addresses)
        {
            links.AddAddress(index, address);
        }

        links.Addresses(index).Select(address => address with { Flags = 0 }).ShouldBe(addresses);
        links.Addresses(index, AddressFamily.InterNetwork).ShouldHaveSingleItem().Address
            .ShouldBe(addresses[0].Address);
        node.Run("ip address show dev x").ShouldContain("inet 10.1.0.2/24 brd 10.1.0.255 scope global x");
        Should.Throw<NetlinkException>(() => links.AddAddress(index, addresses[0])).IsExisting.ShouldBeTrue();
        links.RemoveAddress(index, addresses[0]);
        Should.Throw<NetlinkException>(() => links.RemoveAddress(index, addresses[0])).IsMissing.ShouldBeTrue();
    }

    [Fact]
    public void Routes_are_added_listed_and_removed()
    {
        node.Run("ip link add x type bridge; ip address add 10.1.0.2/24 dev x; ip link set x up");
        using var links = RouteSocket.Open(node.Path);
        var route = new Route(IPAddress.Parse("172.16.0.0"), 12)
        {
            InterfaceIndex = links.IndexOf("x")!.Value,
            Gateway = IPAddress.Parse("10.1.0.1"),
            Source = IPAddress.Parse("10.1.0.2"),
            Priority = 70,
            Table = 1000,
        };

        links.Add(route, isExclusive: true);

        links.Routes().ShouldContain(route);
        node.Run("ip route show table 1000")
            .ShouldContain("172.16.0.0/12 via 10.1.0.1 dev x src 10.1.0.2 metric 70");
        Should.Throw<NetlinkException>(() => links.Add(route, isExclusive: true)).IsExisting.ShouldBeTrue();
        links.Remove(route);
        Should.Throw<NetlinkException>(() => links.Remove(route)).IsMissing.ShouldBeTrue();
    }

    [Fact]
    public void An_interface_is_changed_and_removed()
    {
        using var links = RouteSocket.Open(node.Path);
        links.Create(new NewLink("br0", new BridgeKind()) { Mtu = 1400 });
        var index = links.IndexOf("br0")!.Value;

        links.SetHardwareAddress(index, new byte[] { 2, 0, 0, 0, 0, 7 });
        links.SetPromiscuous(index, true);
        links.SetUp(index);

        var link = links.Find(index)!;
        (link.Mac, link.IsPromiscuous, link.IsUp, link.Mtu).ShouldBe(("02:00:00:00:00:07", true, true, 1400));
        links.SetAllMulticast(index, true);
        links.SetMtu(index, 1300);
        links.SetTransmitQueueLength(index, 77);
        link = links.Find(index)!;
        (link.IsAllMulticast, link.Mtu, link.TransmitQueueLength).ShouldBe((true, 1300, 77));
        links.SetDown(index);
        links.Rename(link, "br1");
        links.Find("br1")!.IsUp.ShouldBeFalse();
        links.RemoveLink(index).ShouldBeTrue();
        links.RemoveLink(index).ShouldBeFalse();
        links.Find(index).ShouldBeNull();
    }

    [Fact]
    public void Interfaces_are_removed_together_and_no_others()
    {
        node.Run("for n in w x y z; do ip link add $n type bridge; done; ip link set z group 70000");
        using var links = RouteSocket.Open(node.Path);

        links.RemoveTogether(["w", "missing", "y"]);
        links.RemoveTogether(["missing"]);
        links.RemoveTogether([]);

        links.Links(_ => true).Select(link => link.Name).ShouldBe(["lo", "x", "z"], ignoreOrder: true);
    }

    [Fact]
    public void When_one_interface_cannot_be_removed_none_of_them_is()
    {
        node.Run("ip link add x type bridge; ip link add y type bridge");
        using var links = RouteSocket.Open(node.Path);

        Should.Throw<NetlinkException>(() => links.RemoveTogether(["x", "lo", "y"]))
            .Message.ShouldStartWith("cannot remove the interfaces x, lo, y: ");

        links.Links(_ => true).Select(link => link.Name).ShouldBe(["lo", "x", "y"], ignoreOrder: true);
        node.Run("ip -o link show").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldAllBe(link => link.Contains("group default", StringComparison.Ordinal));
    }

    [Fact]
    public void A_change_ends_a_wait_for_it()
    {
        using var space = OpenedNamespace.Open(node.Path);
        using var links = RouteSocket.Open(space);
        links.Create(new NewLink("br0", new BridgeKind()));
        var index = links.IndexOf("br0")!.Value;
        var times = 0;

        ChangeWatch.Await(space, Patience.Limit, () =>
        {
            if (times++ == 1)
            {
                links.SetUp(index);
            }

            return links.Find(index)!.IsUp && times > 2;
        }).ShouldBeTrue();
        ChangeWatch.Await(space, TimeSpan.Zero, () => false).ShouldBeFalse();
    }

    [Fact]
    public void A_setting_of_another_namespace_is_read_and_written()
    {
        using var space = OpenedNamespace.Open(node.Path);
        var before = Sysctl.Read("net/ipv4/ip_forward");

        space.Run(() => Sysctl.Write("net/ipv4/ip_forward", "1")).ShouldBeTrue();

        space.Run(() => Sysctl.Read("net/ipv4/ip_forward")).ShouldBe("1");
        node.Run("cat /proc/sys/net/ipv4/ip_forward").Trim().ShouldBe("1");
        Sysctl.Read("net/ipv4/ip_forward").ShouldBe(before);
        Sysctl.Write("net/ipv4/nosuch", "1").ShouldBeFalse();
        Sysctl.Read("net/ipv4/nosuch").ShouldBeNull();
    }

    private sealed record NoSuchKind() : LinkKind("nosuch");
}
