using Ramus.Contract.Cni;

namespace Ramus.Contract.Tests.Cni;

public sealed class ResultReadingTests
{
    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"cniVersion\":\"\"}")]
    public void An_empty_object_is_an_empty_result_of_the_configurations_version(string json)
    {
        var result = CniResult.Parse(json.Utf8(), "x", "0.4.0");

        result.IsEmpty.ShouldBeTrue();
        result.CniVersion.ShouldBe("0.4.0");
        CniResult.Parse(json.Utf8(), "x", "").CniVersion.ShouldBe("0.1.0");
    }

    [Fact]
    public void Keys_match_as_in_Go()
    {
        var result = CniResult.Parse("""
            {"CNIVersion":"1.0.0","Interfaces":[{"Name":"eth0"}],"IPS":[{"ADDRESS":"10.1.2.3/24"}]}
            """.Utf8(), "x", "");

        result.Interfaces.ShouldBe([new("eth0")]);
        result.Ips.ShouldBe([new("10.1.2.3/24")]);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1", 1)]
    [InlineData("-1", -1)]
    [InlineData("null", null)]
    public void Index_zero_is_an_index(string index, int? expected)
    {
        var json = $$"""{"cniVersion":"1.0.0","ips":[{"address":"10.1.2.3/24","interface":{{index}}}]}""";

        CniResult.Parse(json.Utf8(), "x", "").Ips[0].Interface.ShouldBe(expected);
        CniResult.Parse("""{"cniVersion":"1.0.0","ips":[{"address":"10.1.2.3/24"}]}""".Utf8(), "x", "")
            .Ips[0].Interface.ShouldBeNull();
    }

    [Theory]
    [InlineData("10.1.2.3/24", "10.1.2.3/24")]
    [InlineData("FD00:0:0::1/64", "fd00::1/64")]
    [InlineData("::/0", "::/0")]
    [InlineData("1:0:0:2:0:0:0:3/128", "1:0:0:2::3/128")]
    [InlineData("1:0:2:3:4:5:6:7/128", "1:0:2:3:4:5:6:7/128")]
    [InlineData("1::/16", "1::/16")]
    [InlineData("::1.2.3.4/128", "::102:304/128")]
    [InlineData("64:ff9b::192.0.2.1/96", "64:ff9b::c000:201/96")]
    [InlineData("::ffff:10.0.0.1/120", "10.0.0.1/24")]
    [InlineData("0:0:1::/48", "0:0:1::/48")]
    [InlineData("0:0:0:1::1/64", "::1:0:0:0:1/64")]
    public void Addresses_are_spelled_as_by_Go(string address, string expected)
    {
        var json = $$"""{"cniVersion":"1.0.0","ips":[{"address":"{{address}}"}]}""";

        CniResult.Parse(json.Utf8(), "x", "").Ips[0].Address.ShouldBe(expected);
    }

    [Theory]
    [InlineData("""{"cniVersion":"1.0.0","ips":[{"address":"x"}]}""",
        "\"x\" is not an IP address with a prefix length")]
    [InlineData("""{"cniVersion":"1.0.0","ips":[{"address":"10.0.0.1"}]}""",
        "is not an IP address with a prefix length")]
    [InlineData("""{"cniVersion":"1.0.0","ips":[{"address":"10.0.0.1/33"}]}""",
        "is not an IP address with a prefix length")]
    [InlineData("""{"cniVersion":"1.0.0","ips":[{"address":"::ffff:10.0.0.1/24"}]}""",
        "is not an IP address with a prefix")]
    [InlineData("""{"cniVersion":"1.0.0","ips":[{"address":1}]}""",
        "key 'address' of ips[0] of r: expected a string, got a number")]
    [InlineData("""{"cniVersion":"1.0.0","ips":[{}]}""", "ips[0] of r has no 'address'")]
    [InlineData("""{"cniVersion":"1.0.0","ips":[null]}""", "expected a JSON object, got null")]
    [InlineData("""{"cniVersion":"1.0.0","ips":[{"address":"10.0.0.1/8","gateway":"x"}]}""",
        "\"x\" is not an IP address")]
    [InlineData("""{"cniVersion":"1.0.0","ips":[{"address":"10.0.0.1/8","interface":"0"}]}""", "expected a number")]
    [InlineData("""{"cniVersion":"1.0.0","ips":[{"address":"10.0.0.1/8","interface":4294967296}]}""",
        "is out of range")]
    [InlineData("""{"cniVersion":"1.0.0","routes":[{"dst":"default"}]}""", "key 'dst' of routes[0] of r")]
    [InlineData("""{"cniVersion":"1.0.0","routes":[{}]}""", "routes[0] of r has no 'dst'")]
    [InlineData("""{"cniVersion":"1.0.0","interfaces":{}}""", "expected a list, got an object")]
    [InlineData("""{"cniVersion":"1.0.0","dns":[]}""", "expected an object, got a list")]
    [InlineData("""{"cniVersion":"0.2.0","ip4":{}}""", "ip4 of r has no 'ip'")]
    [InlineData("""{"cniVersion":"0.2.0","ip4":{"ip":"fd00::1/64"}}""", "is not an IPv4 address")]
    [InlineData(
        """{"cniVersion":"1.2.3"}""", "CNI version \"1.2.3\" is not supported; supported versions: 0.1.0, 0.2.0")]
    [InlineData("""{"cniVersion":1}""", "expected a string")]
    [InlineData("", "r is empty; expected JSON")]
    [InlineData(" \n", "r is empty; expected JSON")]
    [InlineData("[]", "r: expected a JSON object, got a list")]
    [InlineData("oops", "r line 1 column 1: 'oops' is not a JSON value")]
    public void A_wrong_result_is_refused(string json, string message)
    {
        Bytes.Refusal(() => CniResult.Parse(json.Utf8(), "r", "1.0.0")).ShouldContain(message);
    }

    [Fact]
    public void The_first_address_family_of_old_results_comes_first()
    {
        var result = CniResult.Parse("""
            {"cniVersion":"0.2.0","ip6":{"ip":"fd00::2/64","routes":[{"dst":"::/0"}]},
             "ip4":{"ip":"10.1.2.3/24","gateway":"10.1.2.1","routes":[{"dst":"0.0.0.0/0","gw":""}]}}
            """.Utf8(), "x", "");

        result.Ips.ShouldBe([new("10.1.2.3/24") { Gateway = "10.1.2.1" }, new("fd00::2/64")]);
        result.Routes.ShouldBe([new("0.0.0.0/0"), new("::/0")]);
        result.Interfaces.ShouldBeEmpty();
        result.IsEmpty.ShouldBeFalse();
    }
}
