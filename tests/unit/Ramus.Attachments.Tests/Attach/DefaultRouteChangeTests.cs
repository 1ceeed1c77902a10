using System.Net;
using System.Net.Sockets;
using Ramus.Attachments.Attach;
using Ramus.Contract.Cni;

namespace Ramus.Attachments.Tests.Attach;

public sealed class DefaultRouteChangeTests
{
    private static readonly CniResult Dual = Result("0.0.0.0/0", "::/0", "10.9.0.0/16");

    [Fact]
    public void Without_a_request_the_default_routes_do_not_change() =>
        DefaultRouteChange.Plan([null, null], [Dual, Dual]).ShouldBeEmpty();

    [Fact]
    public void A_gateway_changes_its_own_family_only()
    {
        var change = DefaultRouteChange.Plan([null, [IPAddress.Parse("10.1.1.1")]], [Dual, Dual])
            .ShouldHaveSingleItem();

        change.Family.ShouldBe(AddressFamily.InterNetwork);
        change.Index.ShouldBe(1);
        Routes(change.Apply(Dual, 0)).ShouldBe(["::/0", "10.9.0.0/16"]);
        Routes(change.Apply(Dual, 1)).ShouldBe(["::/0", "10.9.0.0/16", "0.0.0.0/0 10.1.1.1"]);
    }

    [Fact]
    public void Gateways_of_both_families_are_two_changes() =>
        DefaultRouteChange.Plan([null, [IPAddress.Parse("fc00::1"), IPAddress.Parse("10.1.1.1")]], [Dual, Dual])
            .Select(change => change.Family).ShouldBe([AddressFamily.InterNetwork, AddressFamily.InterNetworkV6]);

    [Fact]
    public void An_empty_list_keeps_the_networks_own_gateway_and_no_family_without_one()
    {
        var own = Result("0.0.0.0/0");

        var change = DefaultRouteChange.Plan([null, []], [Dual, own]).ShouldHaveSingleItem();

        change.Family.ShouldBe(AddressFamily.InterNetwork);
        change.Apply(own, 1).ShouldBeSameAs(own);
        Routes(change.Apply(Dual, 0)).ShouldBe(["::/0", "10.9.0.0/16"]);
    }

    [Fact]
    public void Half_of_the_address_space_is_not_a_default_route()
    {
        var halves = Result("0.0.0.0/1", "128.0.0.0/1");

        var change = DefaultRouteChange.Plan([null, [IPAddress.Parse("10.1.1.1")]], [halves, halves])
            .ShouldHaveSingleItem();

        Routes(change.Apply(halves, 0)).ShouldBe(["0.0.0.0/1", "128.0.0.0/1"]);
    }

    private static CniResult Result(params string[] destinations) => CniResult.Parse(
        System.Text.Encoding.UTF8.GetBytes(
            $$"""{"cniVersion":"1.0.0","routes":[{{string.Join(',', destinations.Select(dst => $"{{\"dst\":\"{dst}\"}}"))}}]}"""),
        "test",
        "1.0.0");

    private static IEnumerable<string> Routes(CniResult result) =>
        result.Routes.Select(route => $"{route.Dst} {route.Gw}".Trim());
}
