using System.Net;
using System.Net.Sockets;
using Ramus.Linux.Namespaces;
using Ramus.Linux.Netlink;

namespace Ramus.Linux.Tests.Netlink;

/// <summary>The kernel's answers about a namespace, and forged answers from another process.</summary>
[Trait("Needs", "Root")]
public sealed class RouteSocketTests : IDisposable
{
    private readonly PodNamespace pod = new();

    public RouteSocketTests() => pod.Run(
        """
        ip link set lo up
        for name in x xy xyz xyzw xyzwv abcdefghijklmno; do ip link add name $name type bridge; done
        ip link set dev x up; ip address add 10.9.8.7/24 dev x; ip -6 address add fd09::7/64 dev x nodad
        """);

    public void Dispose() => pod.Dispose();

    [Theory]
    [InlineData("x")]
    [InlineData("xy")]
    [InlineData("xyz")]
    [InlineData("xyzw")]
    [InlineData("xyzwv")]
    [InlineData("abcdefghijklmno")]
    public void An_interface_is_found_by_a_name_of_any_length(string name)
    {
        using var socket = RouteSocket.Open(pod.Path);

        socket.IndexOf(name).ShouldBe(int.Parse(pod.Run($"ip -o link show dev {name} | cut -d: -f1")));
    }

    [Fact]
    public void An_interface_that_is_missing_has_no_index()
    {
        using var socket = RouteSocket.Open(pod.Path);

        socket.IndexOf("nosuch").ShouldBeNull();
    }

    [Theory]
    [InlineData("10.9.8.1", AddressFamily.InterNetwork)]
    [InlineData("fd09::1", AddressFamily.InterNetworkV6)]
    public void A_default_route_is_added_listed_and_removed(string gateway, AddressFamily family)
    {
        using var socket = RouteSocket.Open(pod.Path);
        var index = socket.IndexOf("x")!.Value;

        socket.AddDefault(IPAddress.Parse(gateway), index);

        var route = socket.DefaultRoutes().ShouldHaveSingleItem();
        (route.Family, route.InterfaceIndex).ShouldBe((family, index));
        pod.Run("ip route show default; ip -6 route show default")
            .ShouldContain($"default via {gateway} dev x proto static");
        socket.Remove(route);
        socket.DefaultRoutes().ShouldBeEmpty();
    }

    [Fact]
    public void Routes_that_are_no_default_route_of_the_main_table_are_not_listed()
    {
        pod.Run("ip route add 10.0.0.0/8 via 10.9.8.1; ip route add default via 10.9.8.1 table 100; "
            + "ip route add default via 10.9.8.1 table 1000; ip route add unreachable default metric 9");
        using var socket = RouteSocket.Open(pod.Path);

        socket.DefaultRoutes().ShouldBeEmpty();
    }

    [Fact]
    public void A_gateway_that_cannot_be_reached_is_refused_in_the_kernels_words()
    {
        using var socket = RouteSocket.Open(pod.Path);
        var index = socket.IndexOf("x")!.Value;

        Should.Throw<IOException>(() => socket.AddDefault(IPAddress.Parse("192.0.2.1"), index)).Message
            .ShouldStartWith("cannot set the default route via 192.0.2.1: ");
    }

    [Fact]
    public void An_answer_that_another_process_sends_is_not_taken_for_the_kernels()
    {
        var before = ForgedAnswers.Ports();
        using var socket = RouteSocket.Open(NetworkNamespace.Own);
        socket.IndexOf("lo").ShouldNotBeNull();

        // Answers the socket's second request before it is sent.
        ForgedAnswers.Send(ForgedAnswers.Ports().Except(before), sequence: 2, interfaceIndex: 77)
            .ShouldBeGreaterThan(0);

        socket.IndexOf("nosuch").ShouldBeNull();
    }
}
