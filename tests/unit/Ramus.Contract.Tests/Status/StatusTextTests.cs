using System.Text.Json;
using CsCheck;
using Ramus.Contract.Cni;
using Ramus.Contract.Status;

namespace Ramus.Contract.Tests.Status;

public sealed class StatusTextTests
{
    private const string Golden = """
        [{
            "name": "cbr0",
            "interface": "eth0",
            "ips": [
                "10.244.1.73"
            ],
            "mac": "aa:bb:cc:dd:ee:ff",
            "mtu": 1450,
            "default": true,
            "dns": {},
            "gateway": [
                "10.244.1.1"
            ]
        },{
            "name": "default/macvlan-conf",
            "interface": "net1",
            "ips": [
                "192.168.1.205",
                "fd00::5"
            ],
            "mac": "86:1d:96:ff:55:0d",
            "dns": {
                "nameservers": [
                    "10.0.0.10"
                ],
                "domain": "d",
                "search": [
                    "s"
                ],
                "options": [
                    "o"
                ]
            },
            "device-info": {
                "type": "pci",
                "version": "1.1.0",
                "pci": {
                    "pci-address": "0000:03:02.0",
                    "big": 9007199254740993,
                    "note": "\u003c\u0026\u003e",
                    "none": {},
                    "empty": []
                }
            }
        }]
        """;

    [Fact]
    public void The_keys_that_are_written_are_those_that_are_listed() =>
        JsonElement.Parse(Golden).EnumerateArray()
            .SelectMany(static entry => entry.EnumerateObject().Select(static member => member.Name)).Distinct()
            .ShouldBe(NetworkStatus.Keys, ignoreOrder: true);

    [Fact]
    public void The_annotation_is_what_Multus_writes()
    {
        NetworkStatus[] statuses =
        [
            new()
            {
                Name = "cbr0", Interface = "eth0", Ips = ["10.244.1.73"], Mac = "aa:bb:cc:dd:ee:ff",
                Mtu = 1450, Default = true, Gateways = ["10.244.1.1"],
            },
            new()
            {
                Name = "default/macvlan-conf", Interface = "net1", Ips = ["192.168.1.205", "fd00::5"],
                Mac = "86:1d:96:ff:55:0d", Mtu = 0,
                Dns = new ResultDns { Nameservers = ["10.0.0.10"], Domain = "d", Search = ["s"], Options = ["o"] },
                DeviceInfo = """
                    {"type":"pci","version":"1.1.0","pci":{"pci-address":"0000:03:02.0","big":9007199254740993,
                     "note":"<\u0026>","none":{},"empty":[ ]}}
                    """.Json(),
            },
        ];

        NetworkStatus.ToAnnotation(statuses).ShouldBe(Golden);
        NetworkStatus.ToAnnotation([]).ShouldBe("[]");
    }

    [Fact]
    public void Reading_returns_the_written_entries()
    {
        NetworkStatus.ToAnnotation(NetworkStatus.Parse(Golden)).ShouldBe(Golden);
    }

    [Fact]
    public void Any_status_survives_a_round_trip()
    {
        var text = Gen.String[Gen.Char["ab<>&\"\\\n\u2028\u00e4\0"], 1, 8];
        var maybe = Gen.Select(Gen.Bool, text, (isThere, value) => isThere ? value : null);
        var status = Gen.Select(
            Gen.Select(text, maybe, maybe), text.Array[0, 3], Gen.Int[0, 3], Gen.Bool, Gens.JsonObject,
            (names, texts, mtu, flag, info) => new NetworkStatus
            {
                Name = names.Item1,
                Interface = names.Item2,
                Mac = names.Item3,
                Ips = texts,
                Mtu = mtu == 0 ? null : mtu,
                Default = flag,
                Dns = new ResultDns { Domain = names.Item3, Search = texts },
                DeviceInfo = flag ? info.Json() : null,
                Gateways = texts,
            });

        status.Array[0, 3].Sample(statuses =>
        {
            var annotation = NetworkStatus.ToAnnotation(statuses);

            var again = NetworkStatus.Parse(annotation);

            again.Count.ShouldBe(statuses.Length);
            for (var i = 0; i < statuses.Length; i++)
            {
                Shown(again[i]).ShouldBe(Shown(statuses[i]));
            }

            NetworkStatus.ToAnnotation(again).ShouldBe(annotation);
        }, iter: 1000);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("[]")]
    public void Empty_text_has_no_entries(string annotation)
    {
        NetworkStatus.Parse(annotation).ShouldBeEmpty();
    }

    [Fact]
    public void An_MTU_that_is_none_is_left_out()
    {
        var status = new NetworkStatus { Name = "n", Mtu = -8 };

        NetworkStatus.Parse(NetworkStatus.ToAnnotation([status])).ShouldHaveSingleItem().Mtu.ShouldBeNull();
    }

    [Theory]
    [InlineData("{}", "annotation k8s.v1.cni.cncf.io/network-status: expected a list, got an object")]
    [InlineData("[null]", "entry 1 of annotation k8s.v1.cni.cncf.io/network-status: expected a JSON object, got null")]
    [InlineData("""[{"name":1}]""", "expected a string, got a number")]
    [InlineData("""[{"mtu":-1}]""", "-1 is out of range")]
    [InlineData("[{", "add the missing '}'")]
    public void A_wrong_annotation_is_refused(string annotation, string message)
    {
        Bytes.Refusal(() => NetworkStatus.Parse(annotation)).ShouldContain(message);
    }

    private static string Shown(NetworkStatus s) => string.Join('|',
        s.Name, s.Interface ?? "-", string.Join(',', s.Ips), s.Mac ?? "-", s.Mtu, s.Default, s.Dns.Domain ?? "-",
        string.Join(',', s.Dns.Search), s.DeviceInfo is { } info ? ShownJson(info) : "-", string.Join(',', s.Gateways));

    private static string ShownJson(System.Text.Json.JsonElement element) =>
        System.Text.Encoding.UTF8.GetBytes(element.GetRawText()).Compact();
}
