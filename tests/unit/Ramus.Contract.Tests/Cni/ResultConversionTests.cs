using Ramus.Contract.Cni;

namespace Ramus.Contract.Tests.Cni;

public sealed class ResultConversionTests
{
    private const string Old = """
        {
            "cniVersion": "VERSION",
            "ip4": {
                "ip": "1.2.3.30/24",
                "gateway": "1.2.3.1",
                "routes": [
                    {
                        "dst": "15.5.6.0/24",
                        "gw": "15.5.6.8"
                    }
                ]
            },
            "ip6": {
                "ip": "abcd:1234:ffff::cdde/64",
                "gateway": "abcd:1234:ffff::1",
                "routes": [
                    {
                        "dst": "1111:dddd::/80",
                        "gw": "1111:dddd::aaaa"
                    }
                ]
            },
            "dns": {
                "nameservers": [
                    "1.2.3.4"
                ],
                "domain": "acompany.com",
                "search": [
                    "somedomain.com"
                ],
                "options": [
                    "foo"
                ]
            }
        }
        """;

    private const string Lists = """
        {
            "cniVersion": "VERSION",
            "interfaces": [
                {
                    "name": "eth0",
                    "mac": "00:11:22:33:44:55",
                    "sandbox": "/proc/3553/ns/net"
                }
            ],
            "ips": [
                {
                    "version": "4",
                    "interface": 0,
                    "address": "1.2.3.30/24",
                    "gateway": "1.2.3.1"
                },
                {
                    "version": "6",
                    "interface": 0,
                    "address": "abcd:1234:ffff::cdde/64",
                    "gateway": "abcd:1234:ffff::1"
                }
            ],
            "routes": [
                {
                    "dst": "15.5.6.0/24",
                    "gw": "15.5.6.8"
                }
            ],
            "dns": {}
        }
        """;

    private const string Current = """
        {
            "cniVersion": "VERSION",
            "dns": {
                "domain": "acompany.com",
                "nameservers": [
                    "1.2.3.4"
                ]
            },
            "interfaces": [
                {
                    "mac": "00:11:22:33:44:55",
                    "mtu": 1500,
                    "name": "eth0",
                    "pciID": "8086:9a01",
                    "sandbox": "/proc/3553/ns/net",
                    "socketPath": "/path/to/vhost/fd"
                }
            ],
            "ips": [
                {
                    "address": "1.2.3.30/24",
                    "gateway": "1.2.3.1",
                    "interface": 0
                }
            ],
            "routes": [
                {
                    "advmss": 4,
                    "dst": "15.5.6.0/24",
                    "gw": "15.5.6.8",
                    "mtu": 1500,
                    "priority": 5,
                    "scope": 253,
                    "table": 4294967295
                }
            ]
        }
        """;

    [Theory]
    [InlineData(Old, "0.1.0")]
    [InlineData(Old, "0.2.0")]
    [InlineData(Lists, "0.3.0")]
    [InlineData(Lists, "0.3.1")]
    [InlineData(Lists, "0.4.0")]
    [InlineData(Current, "1.0.0")]
    [InlineData(Current, "1.1.0")]
    public void A_result_is_written_as_by_libcni(string golden, string version)
    {
        var json = golden.Replace("VERSION", version, StringComparison.Ordinal);

        CniResult.Parse(json.Utf8(), "x", "").ToJson(version).Text().ShouldBe(json);
    }

    [Theory]
    [InlineData(Old, "0.1.0", "0.2.0")]
    [InlineData(Lists, "0.3.0", "0.4.0")]
    [InlineData(Lists, "0.3.1", "0.3.0")]
    [InlineData(Lists, "0.4.0", "0.3.1")]
    [InlineData(Current, "1.0.0", "1.1.0")]
    [InlineData(Current, "1.1.0", "1.0.0")]
    public void Within_a_family_only_the_version_changes(string golden, string from, string to)
    {
        var result = CniResult.Parse(golden.Replace("VERSION", from, StringComparison.Ordinal).Utf8(), "x", "");

        result.ToJson(to).Text().ShouldBe(golden.Replace("VERSION", to, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", """{"cniVersion":"0.1.0","ip4":{"ip":"1.1.1.1/8"},"dns":{}}""")]
    [InlineData("0.2.0", """{"cniVersion":"0.2.0","ip4":{"ip":"1.1.1.1/8"},"dns":{}}""")]
    [InlineData("0.4.0", """{"cniVersion":"0.4.0","ips":[{"version":"4","address":"1.1.1.1/8"}],"dns":{}}""")]
    [InlineData("1.1.0", """{"cniVersion":"1.1.0","ips":[{"address":"1.1.1.1/8"}]}""")]
    public void Empty_DNS_is_written_in_old_versions_only(string version, string expected)
    {
        var result = CniResult.Parse(
            """{"cniVersion":"1.0.0","ips":[{"address":"1.1.1.1/8"}],"dns":{}}""".Utf8(), "x", "");

        result.ToJson(version).Compact().ShouldBe(expected);
    }

    [Fact]
    public void Old_results_become_lists_and_the_other_way_round()
    {
        var old = Old.Replace("VERSION", "0.2.0", StringComparison.Ordinal);

        var lists = CniResult.Parse(old.Utf8(), "x", "").ToJson("0.3.1");

        lists.Compact().ShouldBe(Joined("""
            {"cniVersion":"0.3.1","ips":[
            {"version":"4","address":"1.2.3.30/24","gateway":"1.2.3.1"},
            {"version":"6","address":"abcd:1234:ffff::cdde/64","gateway":"abcd:1234:ffff::1"}],
            "routes":[{"dst":"15.5.6.0/24","gw":"15.5.6.8"},{"dst":"1111:dddd::/80","gw":"1111:dddd::aaaa"}],
            "dns":{"nameservers":["1.2.3.4"],"domain":"acompany.com","search":["somedomain.com"],"options":["foo"]}}
            """));
        CniResult.Parse(lists, "x", "").ToJson("0.2.0").Text().ShouldBe(old);
    }

    [Fact]
    public void The_first_address_of_each_family_survives()
    {
        var result = CniResult.Parse("""
            {"cniVersion":"1.1.0","ips":[{"address":"10.0.0.1/8"},{"address":"fd00::1/64"},{"address":"10.0.0.2/8"}],
             "routes":[{"dst":"::/0","gw":"fd00::9","mtu":9000},{"dst":"0.0.0.0/0","table":5}]}
            """.Utf8(), "x", "");

        result.ToJson("0.1.0").Compact().ShouldBe(
            "{\"cniVersion\":\"0.1.0\",\"ip4\":{\"ip\":\"10.0.0.1/8\",\"routes\":[{\"dst\":\"0.0.0.0/0\"}]},"
            + "\"ip6\":{\"ip\":\"fd00::1/64\",\"routes\":[{\"dst\":\"::/0\",\"gw\":\"fd00::9\"}]},\"dns\":{}}");
    }

    [Fact]
    public void New_fields_of_interfaces_are_lost_in_04_but_those_of_routes_are_not()
    {
        var result = CniResult.Parse(Current.Replace("VERSION", "1.1.0", StringComparison.Ordinal).Utf8(), "x", "");

        result.ToJson("0.4.0").Compact().ShouldBe(Joined("""
            {"cniVersion":"0.4.0",
            "interfaces":[{"name":"eth0","mac":"00:11:22:33:44:55","sandbox":"/proc/3553/ns/net"}],
            "ips":[{"version":"4","interface":0,"address":"1.2.3.30/24","gateway":"1.2.3.1"}],
            "routes":[{"dst":"15.5.6.0/24","gw":"15.5.6.8","mtu":1500,"advmss":4,"priority":5,
            "table":4294967295,"scope":253}],"dns":{"nameservers":["1.2.3.4"],"domain":"acompany.com"}}
            """));
    }

    [Fact]
    public void Old_versions_need_an_address()
    {
        var result = CniResult.Parse("""{"cniVersion":"1.0.0","interfaces":[{"name":"eth0"}]}""".Utf8(), "x", "");

        Bytes.Refusal(() => result.ToJson("0.2.0")).ShouldBe("cannot convert: no valid IP addresses");
        Bytes.Refusal(() => result.ToJson("")).ShouldBe("cannot convert: no valid IP addresses");
        CniResult.Parse("{}"u8.ToArray(), "x", "0.2.0").ToJson("0.2.0").Compact()
            .ShouldBe("""{"cniVersion":"0.2.0","dns":{}}""");
    }

    [Theory]
    [InlineData("1.2.0")]
    [InlineData("0.5.0")]
    [InlineData("foo")]
    public void An_unknown_version_cannot_be_written(string version)
    {
        var result = new CniResult { CniVersion = "1.0.0" };

        Bytes.Refusal(() => result.ToJson(version)).ShouldBe($"no converter for CNI result version 1.0.0 to {version}");
    }

    private static string Joined(string lines) => lines.ReplaceLineEndings("");
}
