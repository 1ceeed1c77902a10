using System.Net;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Contract.Tests.Selection;

public sealed class JsonFormTests
{
    public static TheoryData<string> Keys => [.. NetworkSelection.JsonKeys];

    [Theory]
    [MemberData(nameof(Keys))]
    public void No_known_key_is_skipped_unread(string key) =>
        Should.Throw<ContractException>(
            () => NetworkSelection.Parse($$"""[{"name": "net", "{{key}}": true}]""", "test"));

    [Fact]
    public void Every_key_is_read()
    {
        var selection = NetworkSelection.Parse("""
            [{
              "name": "my.net", "namespace": "blue", "interface": "x0", "mac": "02:00:5E:10:00:01",
              "infiniband-guid": "02:00:5e:10:00:00:00:01", "ips": ["10.1.1.9/24", "fd00::9"],
              "deviceID": "0000:03:02.0",
              "portMappings": [{"hostPort": 8080, "containerPort": 80, "protocol": "UDP", "hostIP": "192.0.2.1"},
                               {"hostPort": 1, "containerPort": 65535}],
              "bandwidth": {"ingressRate": 1000, "ingressBurst": 2000},
              "cni-args": {"b": 9007199254740993, "a": {"x": "\u0041"}},
              "default-route": ["10.1.1.1", "fc00::1"], "unknown": [1], "example.com/own": true
            }]
            """, "test").ShouldHaveSingleItem();

        selection.Key.ShouldBe(new NetworkKey("blue", "my.net"));
        selection.Interface.ShouldBe("x0");
        selection.Mac.ShouldBe("02:00:5e:10:00:01");
        selection.InfinibandGuid.ShouldBe("02:00:5e:10:00:00:00:01");
        selection.Ips.ShouldBe(["10.1.1.9/24", "fd00::9"]);
        selection.DeviceId.ShouldBe("0000:03:02.0");
        selection.PortMappings.ShouldBe([new(8080, 80, "udp", "192.0.2.1"), new(1, 65535, "tcp", null)]);
        selection.Bandwidth.ShouldBe(new Bandwidth(1000, 2000, null, null));
        selection.CniArgs!.Value.GetRawText().ShouldBe("""{"b": 9007199254740993, "a": {"x": "\u0041"}}""");
        selection.DefaultRoute.ShouldBe([IPAddress.Parse("10.1.1.1"), IPAddress.Parse("fc00::1")]);
        selection.IpamClaimReference.ShouldBeNull();
    }

    [Theory]
    [InlineData("[]", 0)]
    [InlineData(" [ ] ", 0)]
    [InlineData("""[{"name":"a"},{"name":"a"}]""", 2)]
    [InlineData("""[{"NAME":"a","Namespace":""}]""", 1)]
    [InlineData("""[{"name":"a","namespace":null,"interface":null,"ips":null,"mac":null,"cni-args":null}]""", 1)]
    [InlineData("""[{"name":"a","mac":"","deviceID":"","infiniband-guid":"","interface":""}]""", 1)]
    [InlineData("""[{"name":"a","ipam-claim-reference":""}]""", 1)]
    public void Absent_null_and_empty_ask_for_nothing(string annotation, int count)
    {
        var selections = NetworkSelection.Parse(annotation, "test");

        selections.Count.ShouldBe(count);
        selections.ShouldAllBe(s => s == new NetworkSelection
        {
            Name = "a",
            Namespace = "test",
            Ips = s.Ips,
            PortMappings = s.PortMappings,
        });
    }

    [Fact]
    public void The_old_spelling_of_interface_is_read_and_the_new_one_wins()
    {
        NetworkSelection.Parse("""[{"name":"a","interfaceRequest":"x0","interface":""}]""", "test")[0]
            .Interface.ShouldBe("x0");
        NetworkSelection.Parse("""[{"name":"a","interfaceRequest":"x0","interface":"x1"}]""", "test")[0]
            .Interface.ShouldBe("x1");
    }

    [Fact]
    public void An_empty_default_route_differs_from_none()
    {
        NetworkSelection.Parse("""[{"name":"a","default-route":[]}]""", "test")[0].DefaultRoute.ShouldBe([]);
        NetworkSelection.Parse("""[{"name":"a","default-route":null}]""", "test")[0].DefaultRoute.ShouldBeNull();
        NetworkSelection.Parse("""[{"name":"a"}]""", "test")[0].DefaultRoute.ShouldBeNull();
    }

    [Fact]
    public void Two_networks_may_share_the_default_routes_by_family()
    {
        const string annotation = """
            [{"name":"a","default-route":["10.0.0.1"]},{"name":"b","default-route":["fd00::1"]},
             {"name":"c","default-route":[]}]
            """;

        NetworkSelection.Parse(annotation, "test").Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("02:00:5e:10:00:01")]
    [InlineData("02:00:5E:10:00:01")]
    [InlineData("02-00-5e-10-00-01")]
    [InlineData("02-00-5E-10-00-01")]
    [InlineData("0200.5e10.0001")]
    [InlineData("0200.5E10.0001")]
    public void A_MAC_address_in_any_spelling_of_Go_is_one_text(string mac)
    {
        NetworkSelection.Parse($$"""[{"name":"a","mac":"{{mac}}"}]""", "test")[0].Mac.ShouldBe("02:00:5e:10:00:01");
    }

    [Theory]
    [InlineData("02:00:5e:10:00:00:00:01")]
    [InlineData("02-00-5E-10-00-00-00-01")]
    [InlineData("0200.5e10.0000.0001")]
    public void A_GUID_in_any_spelling_of_Go_is_one_text(string guid)
    {
        NetworkSelection.Parse($$"""[{"name":"a","infiniband-guid":"{{guid}}"}]""", "test")[0]
            .InfinibandGuid.ShouldBe("02:00:5e:10:00:00:00:01");
    }

    [Theory]
    [InlineData("10.0.0.5", "10.0.0.5")]
    [InlineData("10.0.0.5/24", "10.0.0.5")]
    [InlineData("::ffff:10.0.0.5", "10.0.0.5")]
    [InlineData("::ffff:10.0.0.5/120", "10.0.0.5")]
    [InlineData("::ffff:a00:5/120", "10.0.0.5")]
    [InlineData("fd00::5/64", "fd00::5")]
    [InlineData("FD00:0:0:0::5", "fd00::5")]
    public void An_address_is_compared_by_its_value(string ip, string address)
    {
        var selection = NetworkSelection.Parse($$"""[{"name":"a","ips":["{{ip}}"]}]""", "test")[0];

        selection.Ips.ShouldBe([ip], "plugins get the pod's spelling");
        selection.Addresses.ShouldBe([IPAddress.Parse(address)]);
    }

    [Theory]
    [InlineData("02:00:5e:10:00")]
    [InlineData("02:00:5e:10:00:01:")]
    [InlineData("02:00:5e:10:00:0g")]
    [InlineData("02:00-5e:10:00:01")]
    [InlineData("2:0:5e:10:0:1")]
    [InlineData("02005e100001")]
    [InlineData("02:00:5e:10:00:00:01")]
    [InlineData("0200.5e10.000")]
    [InlineData("0200.5e10.0001.")]
    [InlineData(" 02:00:5e:10:00:01")]
    public void Other_addresses_are_refused(string mac)
    {
        Bytes.Refusal(() => NetworkSelection.Parse($$"""[{"name":"a","mac":"{{mac}}"}]""", "test"))
            .ShouldContain("is not a hardware address");
    }
}
