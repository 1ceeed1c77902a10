using Ramus.Contract.Cni;
using Ramus.Contract.Status;

namespace Ramus.Contract.Tests.Status;

public sealed class StatusFromResultTests
{
    private const string Sandbox = "\"sandbox\":\"/run/netns/x\"";

    [Fact]
    public void One_interface_gives_one_entry_with_all_addresses()
    {
        var status = From($$"""
            {"cniVersion":"1.1.0","interfaces":[{"name":"net1","mac":"02:00:00:00:00:01","mtu":1400,{{Sandbox}}}],
             "ips":[{"address":"10.1.1.5/24","interface":0},{"address":"fd00::5/64","interface":7},
                    {"address":"10.1.1.6/24"}],
             "routes":[{"dst":"0.0.0.0/0","gw":"10.1.1.1"},{"dst":"10.9.0.0/16","gw":"10.1.1.9"}],
             "dns":{"nameservers":["10.0.0.10"],"domain":"d","search":["s"],"options":["o"]} }
            """, isDefault: true).ShouldHaveSingleItem();

        status.Interface.ShouldBe("net1");
        status.Mac.ShouldBe("02:00:00:00:00:01");
        status.Mtu.ShouldBe(1400);
        status.Ips.ShouldBe(["10.1.1.5", "fd00::5", "10.1.1.6"]);
        status.Gateways.ShouldBe(["10.1.1.1"]);
        status.Default.ShouldBeTrue();
        status.Dns.Nameservers.ShouldBe(["10.0.0.10"]);
    }

    [Fact]
    public void A_single_interface_without_sandbox_gives_addresses_only()
    {
        var status = From("""
            {"cniVersion":"1.0.0","interfaces":[{"name":"net1","mac":"02:00:00:00:00:01"}],
             "ips":[{"address":"10.1.1.5/24"}]}
            """).ShouldHaveSingleItem();

        status.Interface.ShouldBeNull();
        status.Mac.ShouldBeNull();
        status.Ips.ShouldBe(["10.1.1.5"]);
        status.Default.ShouldBeFalse();
    }

    [Theory]
    [InlineData("{}", "", "")]
    [InlineData("null", "", "")]
    [InlineData("""{"cniVersion":"1.0.0","dns":{"domain":"d"}}""", "", "")]
    [InlineData("""{"cniVersion":"0.1.0","ip4":{"ip":"1.1.1.2/24","gateway":"1.1.1.1"}}""", "1.1.1.2", "")]
    [InlineData(
        """{"cniVersion":"0.2.0","ip4":{"ip":"1.1.1.2/24","gateway":"1.1.1.1","routes":[{"dst":"0.0.0.0/0"}]}}""",
        "1.1.1.2", "1.1.1.1")]
    [InlineData("""{"cniVersion":"1.0.0","ips":[{"address":"1.1.1.2/24"}]}""", "1.1.1.2", "")]
    [InlineData("""{"cniVersion":"1.0.0","ips":[{"address":"1.1.1.2/24","interface":-1}]}""", "1.1.1.2", "")]
    [InlineData("""{"cniVersion":"1.0.0","interfaces":[{"name":"a"},{"name":"b"}]}""", "", "")]
    [InlineData(
        """{"cniVersion":"1.0.0","interfaces":[{"name":"a"},{"name":"b"}],"ips":[{"address":"1.1.1.2/24","interface":1}]}""",
        "", "")]
    public void A_result_without_interfaces_in_the_pod_gives_one_entry_of_what_is_known(
        string result, string ips, string gateways)
    {
        var info = """{"type":"vhost-user","version":"1.1.0"}""".Json();
        foreach (var isDefault in new[] { true, false })
        {
            var parsed = CniResult.Parse(result.Utf8(), "x", "");
            var status = NetworkStatus.FromResult("n", "net1", parsed, isDefault, info).ShouldHaveSingleItem();

            status.Interface.ShouldBe("net1");
            status.Mac.ShouldBeNull();
            string.Join(' ', status.Ips).ShouldBe(ips);
            string.Join(' ', status.Gateways).ShouldBe(gateways);
            status.Default.ShouldBe(isDefault);
            status.DeviceInfo.ShouldNotBeNull();
        }
    }

    [Theory]
    [InlineData("02:AA:00:00:00:01", "02:aa:00:00:00:01")]
    [InlineData("02-aa-00-00-00-01", "02:aa:00:00:00:01")]
    [InlineData("02AA.0000.0001", "02:aa:00:00:00:01")]
    [InlineData("02-00-5E-10-00-00-00-01", "02:00:5e:10:00:00:00:01")]
    [InlineData("0000.0000.FE80.0000.0000.0000.0200.5e10.0000.0001",
        "00:00:00:00:fe:80:00:00:00:00:00:00:02:00:5e:10:00:00:00:01")]
    [InlineData("no address", "no address")]
    public void A_MAC_address_is_shown_as_Go_prints_it(string mac, string shown)
    {
        foreach (var more in new[] { "", ",{\"name\":\"veth0\"}" })
        {
            From($$"""
                {"cniVersion":"1.0.0","interfaces":[{"name":"a","mac":"{{mac}}",{{Sandbox}}}{{more}}]}
                """)[0].Mac.ShouldBe(shown);
        }
    }

    [Theory]
    [InlineData("0.0.0.0/0", "", "10.1.1.1")]
    [InlineData("0.0.0.0/0", "10.1.1.9", "10.1.1.9")]
    [InlineData("10.0.0.0/0", "", "10.1.1.1")]
    [InlineData("0.0.0.0/0", "0.0.0.0", "")]
    [InlineData("::/0", "", "fd00::1")]
    [InlineData("10.0.0.0/8", "", "")]
    [InlineData("fd00::/8", "", "")]
    public void A_default_route_without_a_gateway_has_that_of_the_first_address_of_its_family(
        string dst, string gateway, string expected)
    {
        var status = From($$"""
            {"cniVersion":"1.0.0","interfaces":[{"name":"a",{{Sandbox}}}],
             "ips":[{"address":"10.1.1.4/24","interface":0},
                    {"address":"10.1.1.5/24","gateway":"10.1.1.1","interface":0},
                    {"address":"10.2.1.5/24","gateway":"10.2.1.1","interface":0},
                    {"address":"fd00::5/64","gateway":"fd00::1","interface":0}],
             "routes":[{"dst":"{{dst}}","gw":"{{gateway}}"}]}
            """)[0];

        string.Join(' ', status.Gateways).ShouldBe(expected);
    }

    [Fact]
    public void Two_default_routes_without_gateways_show_one_gateway()
    {
        From($$"""
            {"cniVersion":"1.0.0","interfaces":[{"name":"a",{{Sandbox}}}],
             "ips":[{"address":"10.1.1.5/24","gateway":"10.1.1.1","interface":0}],
             "routes":[{"dst":"0.0.0.0/0","priority":100},{"dst":"0.0.0.0/0","priority":200}]}
            """)[0].Gateways.ShouldBe(["10.1.1.1"]);
    }

    [Theory]
    [InlineData("0.0.0.0/0", "10.1.1.1", "10.1.1.1")]
    [InlineData("::/0", "fd00::1", "fd00::1")]
    [InlineData("0:0::0/0", "fd00::1", "fd00::1")]
    [InlineData("0.0.0.0/1", "10.1.1.1", "")]
    [InlineData("::/1", "fd00::1", "")]
    [InlineData("0.0.0.0/0", "", "")]
    [InlineData("10.0.0.0/8", "10.1.1.1", "")]
    [InlineData("0.0.0.0/0", "0.0.0.0", "")]
    [InlineData("::/0", "::", "")]
    [InlineData("::/0", "0:0::0", "")]
    public void Only_gateways_of_true_default_routes_are_shown(string dst, string gateway, string expected)
    {
        var status = From($$"""
            {"cniVersion":"1.0.0","interfaces":[{"name":"a",{{Sandbox}}}],
             "routes":[{"dst":"{{dst}}","gw":"{{gateway}}"}]}
            """)[0];

        string.Join(' ', status.Gateways).ShouldBe(expected);
    }

    [Fact]
    public void Several_gateways_are_listed()
    {
        From($$"""
            {"cniVersion":"1.0.0","interfaces":[{"name":"a",{{Sandbox}}}],
             "routes":[{"dst":"0.0.0.0/0","gw":"10.1.1.1"},{"dst":"::/0","gw":"fd00::1"}]}
            """)[0].Gateways.ShouldBe(["10.1.1.1", "fd00::1"]);
    }

    [Fact]
    public void Addresses_follow_their_index_and_host_side_interfaces_are_left_out()
    {
        From($$"""
            {"cniVersion":"1.0.0","interfaces":[{"name":"veth0"},{"name":"a",{{Sandbox}}},{"name":"b",{{Sandbox}}}],
             "ips":[{"address":"10.0.0.1/8","interface":1},{"address":"10.0.0.2/8","interface":2},
                    {"address":"10.0.0.3/8","interface":0}]}
            """).Select(Shown).ShouldBe(["n a 10.0.0.1 ", "n b 10.0.0.2 "]);
    }

    [Theory]
    [InlineData("")]
    [InlineData(",\"interface\":-1")]
    [InlineData(",\"interface\":null")]
    public void Addresses_of_no_interface_go_to_the_last_one(string index)
    {
        From($$"""
            {"cniVersion":"1.0.0","interfaces":[{"name":"a",{{Sandbox}}},{"name":"b",{{Sandbox}}},{"name":"veth0"}],
             "ips":[{"address":"10.0.0.1/8"{{index}}}]}
            """).Select(Shown).ShouldBe(["n a  ", "n b 10.0.0.1 "]);
    }

    [Theory]
    [InlineData("{\"address\":\"10.0.0.1/8\",\"interface\":1,\"gateway\":\"10.0.0.9\"}", "b")]
    [InlineData("{\"address\":\"10.0.0.1/8\",\"interface\":0},"
        + "{\"address\":\"10.0.0.2/8\",\"interface\":1,\"gateway\":\"10.0.0.9\"}", "b")]
    [InlineData("{\"address\":\"10.0.0.1/8\",\"interface\":1}", "a")]
    [InlineData("{\"address\":\"10.0.0.1/8\",\"gateway\":\"10.0.0.9\"}", "a")]
    [InlineData("{\"address\":\"10.0.0.1/8\",\"interface\":2,\"gateway\":\"10.0.0.9\"}", "")]
    public void The_default_entry_is_the_interface_with_a_gateway_or_the_first(string ips, string expected)
    {
        var result = $$"""
            {"cniVersion":"1.0.0","interfaces":[{"name":"a",{{Sandbox}}},{"name":"b",{{Sandbox}}},{"name":"veth0"}],
             "ips":[{{ips}}]}
            """;

        var defaults = From(result, isDefault: true).Where(s => s.Default).Select(s => s.Interface);

        string.Join(' ', defaults).ShouldBe(expected);
        From(result, isDefault: false).ShouldAllBe(s => !s.Default);
    }

    [Fact]
    public void Device_information_is_in_every_entry()
    {
        var info = """{"type":"pci","version":"1.1.0","pci":{"pci-address":"0000:03:02.0"}}""".Json();

        NetworkStatus.FromResult("n", "net1", CniResult.Parse($$"""
            {"cniVersion":"1.0.0","interfaces":[{"name":"a",{{Sandbox}}},{"name":"b",{{Sandbox}}}]}
            """.Utf8(), "x", ""), false, info).ShouldAllBe(s => s.DeviceInfo.HasValue);
    }

    private static IReadOnlyList<NetworkStatus> From(string result, bool isDefault = false) =>
        NetworkStatus.FromResult("n", "net1", CniResult.Parse(result.Utf8(), "x", ""), isDefault);

    private static string Shown(NetworkStatus status) =>
        $"{status.Name} {status.Interface} {string.Join(' ', status.Ips)} {(status.Default ? "default" : "")}";
}
