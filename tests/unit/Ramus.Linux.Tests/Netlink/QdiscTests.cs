using System.Net;
using System.Net.Sockets;
using Ramus.Linux.Netlink;

namespace Ramus.Linux.Tests.Netlink;

/// <summary>Queues, filters and masters in another namespace, as far as the kernel has them.</summary>
[Trait("Needs", "Root")]
public sealed class QdiscTests : IDisposable
{
    private readonly PodNamespace node = new();

    public QdiscTests() => node.Run("ip link set lo up");

    public void Dispose() => node.Dispose();

    [Theory]
    [InlineData(125_000, 15_625_000, 128_125)]
    [InlineData(4_294_967_295, 15_625, 3_250_000)]
    [InlineData(4_294_967_296, 15_625, 3_250_000)]
    [InlineData(10_000_000_000, 195_312, uint.MaxValue)]
    public void A_queue_is_found_with_its_values(long rate, uint buffer, uint limit)
    {
        Require("tc qdisc add dev lo root tbf rate 1mbit burst 10k latency 25ms; tc qdisc delete dev lo root");
        using var links = RouteSocket.Open(node.Path);
        var bucket = new TokenBucket((ulong)rate, buffer, limit);

        links.AddQdisc(1, bucket);

        links.RootQdisc(1).ShouldBe(new Qdisc("tbf") { Bucket = bucket });
        Should.Throw<NetlinkException>(() => links.AddQdisc(1, bucket)).IsExisting.ShouldBeTrue();
        links.RemoveQdisc(1).ShouldBeTrue();
        links.RemoveQdisc(1).ShouldBeFalse();
        links.RootQdisc(1)?.Kind.ShouldNotBe("tbf");
    }

    [Fact]
    public void Received_packets_are_redirected_once()
    {
        Require("tc qdisc add dev lo ingress; tc filter add dev lo parent ffff: protocol all prio 1 u32 match u32 0 0 "
            + "action mirred egress redirect dev lo; tc qdisc delete dev lo ingress");
        using var links = RouteSocket.Open(node.Path);

        links.Redirect(1, 1);

        node.Run("tc filter show dev lo parent ffff:").ShouldContain("Egress Redirect to device lo");
        Should.Throw<NetlinkException>(() => links.Redirect(1, 1));
        node.Run("tc filter show dev lo parent ffff:").ShouldContain("Egress Redirect to device lo");
        links.RemoveRedirect(1).ShouldBeTrue();
        links.RemoveRedirect(1).ShouldBeFalse();
        node.Run("tc qdisc show dev lo").ShouldNotContain("ingress");
    }

    [Fact]
    public void A_refused_redirect_leaves_no_queue()
    {
        Require("tc qdisc add dev lo ingress; tc qdisc delete dev lo ingress");
        using var links = RouteSocket.Open(node.Path);

        Should.Throw<NetlinkException>(() => links.Redirect(1, target: 99));

        node.Run("tc qdisc show dev lo").ShouldNotContain("ingress");
    }

    [Fact]
    public void Members_and_interfaces_of_a_kind_are_found_among_many()
    {
        using var links = RouteSocket.Open(node.Path);
        links.Create(new NewLink("br0", new BridgeKind()));
        links.Create(new NewLink("br1", new BridgeKind()));
        node.Run("ip link add a0 type veth peer name a1; ip link add b0 type veth peer name b1");
        var bridge = links.Find("br1")!.Index;

        links.SetMaster(links.IndexOf("a0")!.Value, bridge);
        links.SetMaster(links.IndexOf("b1")!.Value, bridge);

        links.Members(bridge).Select(link => link.Name).ShouldBe(["a0", "b1"], ignoreOrder: true);
        links.LinksOf("bridge").Select(link => link.Name).ShouldBe(["br0", "br1"], ignoreOrder: true);
        links.LinksOf("nosuchkind").ShouldBeEmpty();
        links.SetMaster(links.IndexOf("a0")!.Value, 0);
        links.Members(bridge).Select(link => link.Name).ShouldBe(["b1"]);
        links.Members(links.Find("br0")!.Index).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(uint.MaxValue)]
    public void A_VRF_has_its_table(uint table)
    {
        Require("ip link add probe type vrf table 100; ip link delete probe");
        using var links = RouteSocket.Open(node.Path);

        links.Create(new NewLink("blue", new VrfKind(table)) { IsUp = true });

        links.LinksOf(VrfKind.KindName).ShouldHaveSingleItem().Table.ShouldBe(table);
        links.Find("blue")!.IsUp.ShouldBeTrue();
    }

    [Fact]
    public void An_address_keeps_its_flags()
    {
        const uint withoutPrefixRoute = 0x200, permanent = 0x80;
        using var links = RouteSocket.Open(node.Path);
        var address = new LinkAddress(IPAddress.Parse("fd50::9"), 64, withoutPrefixRoute | permanent);

        links.AddAddress(1, address);

        var found = links.Addresses(1, AddressFamily.InterNetworkV6)
            .Single(found => found.Address.Equals(address.Address));
        (found.Flags & withoutPrefixRoute).ShouldNotBe(0u);
        found.IsPermanent.ShouldBeTrue();
    }

    private void Require(string commands) => Assert.SkipUnless(
        node.Run($"if (set -e; {commands}) 2>/dev/null; then echo yes; else echo no; fi").Trim() == "yes",
        $"the kernel refuses: {commands}");
}
