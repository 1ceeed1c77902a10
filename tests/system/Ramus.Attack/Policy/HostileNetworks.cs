namespace Ramus.Attack.Policy;

/// <summary>A configuration that tries to use an interface of the node.</summary>
/// <param name="Config">The network's configuration.</param>
/// <param name="Takes">The interface that the real plugins take; null: none.</param>
/// <param name="NamedBy">The name that allows the interface in a policy; null: no name does.</param>
internal sealed record HostileNetwork(string Config, string? Takes, string? NamedBy);

/// <summary>Every plugin that can use an interface of the node, with decoy keys beside the key that it reads.</summary>
internal static class HostileNetworks
{
    private const string DefaultRoute = "eth0";
    private const string Anything = "*";

    // host-device takes the first interface below a device; all interfaces here are below this directory.
    private const string Virtual = "/sys/devices/virtual";

    private const string ResultOfEth0 =
        """{"cniVersion":"1.0.0","interfaces":[{"name":"eth0"},{"name":"net1","sandbox":"/x"}],"ips":[]}""";

    // Keys that other plugins read, or that look as if a plugin read them; each names an allowed interface.
    private static readonly string[] Decoys =
    [
        "",
        """ "device":"eth1" """,
        """ "bridge":"br-a" """,
        """ "master":"eth1" """,
        $""" "hwaddr":"{AttackedNode.MacOfEth1}" """,
        """ "links":[{"name":"eth1"}] """,
        """ "links":[{"name":"eth1"}],"linksInContainer":true """,
        """ "delegate":{"master":"eth1"} """,
        """ "delegate":{"type":"vlan","master":"eth1"} """,
        """ "delegate":{"type":"bridge","bridge":"br-a"} """,
        """ "linkInContainer":true """,
        """ "masters":["eth1"] """,
        """ "master ":"eth1" """,
        """ " bridge":"br-a" """,
        """ "args":{"cni":{"master":"eth1","bridge":"br-a","device":"eth1"}} """,
        """ "uplink":"eth1","interface":"eth1","parent":"eth1","ifName":"eth1" """,
    ];

    // Values that plugins treat like an absent key.
    private static readonly string[] Empties = ["\"\"", "null"];

    // Values that look like the name of an interface of the node, but are none.
    private static readonly string[] Unusable =
    [
        "5", "true", "[]", "[\"eth0\"]", "{}", "{\"name\":\"eth0\"}", "\"eth1,eth0\"", "\"eth0,eth1\"", "\" eth0\"",
        "\"eth0 \"", "\"eth0\\n\"", "\"\\teth0\"", "\" \"", "\",\"", "\"*\"", "\"ETH0\"", "\"./eth0\"",
        "\"../net/eth0\"", "\"eth0/../eth0\"",
    ];

    internal static IReadOnlyList<HostileNetwork> All { get; } =
    [
        .. Absent("macvlan", "master", DefaultRoute, Anything),
        .. Absent("ipvlan", "master", DefaultRoute, Anything),
        .. Absent("bridge", "bridge", "cni0", "cni0"),
        .. Absent("host-device", "device", null, null),
        .. Present("macvlan", "master", ["master", "Master", "MASTER", "ma\u017Fter", "\\u006daster"], "eth0"),
        .. Present("ipvlan", "master", ["master", "mAsTeR", "MA\u017FTER"], "eth0"),
        .. Present("host-device", "device", ["device", "Device", "DEVICE", "devic\\u0065"], "eth0"),
        .. Present("vlan", "master", ["master", "Master"], "eth0"),
        .. Present("bridge", "bridge", ["bridge", "Bridge", "BRIDGE"], "cni0"),
        .. OtherNames(),
        .. Devices(),
        .. Chains(),
        .. Harmless(),
    ];

    /// <summary>
    /// Configurations whose text matches an administrator's pattern, while a plugin or the kernel reads another name.
    /// </summary>
    internal static IEnumerable<(HostileNetwork Network, string Pattern)> Disguised()
    {
        yield return (Single("macvlan", "\"master\":\"eth0\\u0000.100\"", "eth0", null), "*.100");
        yield return (Single("ipvlan", "\"master\":\"eth0\\u0000.100\"", "eth0", null), "*.100");
        yield return (Single("host-device", "\"device\":\"eth0\\u0000-a\"", "eth0", null), "*-a");
        yield return (Single("bridge", "\"bridge\":\"cni0\\u0000-a\"", "cni0", null), "*-a");
        yield return (
            Single("host-device", $"\"pciBusID\":\"0000:03:02.0/../../../..{Virtual[4..]}\"", null, null), "0000:03:*");
        yield return (
            Single("host-device", $"\"kernelpath\":\"/sys/devices/pci0000:00/../virtual\"", "a0", null),
            "/sys/devices/pci*");
    }

    /// <summary>
    /// Configurations whose ipam plugin gets the whole configuration and runs like a plugin in a chain.
    /// </summary>
    internal static IEnumerable<HostileNetwork> ForAddresses() =>
        from first in new[]
        {
            ("ptp", ""), ("macvlan", "\"master\":\"eth1\","), ("host-device", "\"device\":\"eth1\","),
        }
        from second in new[] { ("bridge", "cni0", "cni0"), ("macvlan", DefaultRoute, Anything) }
        where first.Item1 != second.Item1
        let ipam = $"\"ipam\":{{\"type\":\"{second.Item1}\"}}"
        select Single(first.Item1, $"{first.Item2}{ipam}", second.Item2, second.Item3);

    private static IEnumerable<HostileNetwork> Absent(string type, string key, string? takes, string? namedBy)
    {
        foreach (var decoy in Decoys.Where(decoy => !Reads(type, key, decoy)))
        {
            yield return Single(type, decoy, takes, namedBy);
        }

        foreach (var empty in Empties)
        {
            // bridge has a default name, which an empty value replaces.
            var isRefused = type == "bridge" && empty != "null";
            yield return Single(type, $"\"{key}\":{empty}", isRefused ? null : takes, namedBy);
        }

        foreach (var value in Unusable)
        {
            yield return Single(type, $"\"{key}\":{value}", MadeBy(type, value), namedBy: null);
        }
    }

    private static bool Reads(string type, string key, string decoy) =>
        decoy.StartsWith($" \"{key}\":", StringComparison.Ordinal)
        || (type == "host-device" && decoy.Contains("hwaddr", StringComparison.Ordinal));

    // bridge creates a bridge of any name that the kernel accepts.
    private static string? MadeBy(string type, string value) =>
        type == "bridge" && value is "\"eth1,eth0\"" or "\"eth0,eth1\"" or "\",\"" or "\"*\"" or "\"ETH0\""
            ? value.Trim('"')
            : null;

    private static IEnumerable<HostileNetwork> Present(string type, string key, string[] spellings, string taken) =>
        from spelling in spellings
        from decoy in spelling == key ? Decoys : Decoys[..2]
        where !Reads(type, key, decoy) || decoy.Length == 0
        select Single(type, $"\"{spelling}\":\"{taken}\"{(decoy.Length == 0 ? "" : ",")}{decoy}", taken, taken);

    private static IEnumerable<HostileNetwork> OtherNames() =>
        from type in new[] { ("macvlan", "master"), ("ipvlan", "master"), ("host-device", "device") }
        select Single(type.Item1, $"\"{type.Item2}\":\"wan0\"", "eth0", "wan0");

    private static IEnumerable<HostileNetwork> Devices()
    {
        string[] spellings =
        [
            AttackedNode.MacOfEth0, AttackedNode.MacOfEth0.ToUpperInvariant(), AttackedNode.MacOfEth0.Replace(':', '-'),
            "02aa.bbcc.dd01",
        ];
        yield return Single("host-device", $"\"kernelpath\":\"{Virtual}\"", "a0", Virtual);
        yield return Single("host-device", $"\"\u212Aernelpath\":\"{Virtual}\"", "a0", Virtual);
        yield return Single("host-device", $"\"pciBusID\":\"../../..{Virtual[4..]}\"", null, null);
        foreach (var spelling in spellings)
        {
            yield return Single("host-device", $"\"hwaddr\":\"{spelling}\"", "eth0", spelling);
            yield return Single("host-device", $"\"HWAddr\":\"{spelling}\",\"bridge\":\"br-a\"", "eth0", spelling);
        }
    }

    private static IEnumerable<HostileNetwork> Chains()
    {
        foreach (var (last, takes, namedBy) in new (string, string?, string?)[]
        {
            ("""{"type":"macvlan"}""", DefaultRoute, Anything),
            ("""{"type":"macvlan","master":"eth0"}""", "eth0", "eth0"),
            ("""{"type":"ipvlan","master":"eth0"}""", "eth0", "eth0"),
            ("""{"type":"ipvlan"}""", null, null),
            ("""{"type":"bridge"}""", "cni0", "cni0"),
            ("""{"type":"bridge","bridge":"cni0","master":"eth1"}""", "cni0", "cni0"),
            ("""{"type":"host-device","device":"eth0"}""", "eth0", "eth0"),
        })
        {
            yield return new($$"""{"cniVersion":"1.0.0","plugins":[{"type":"loopback"},{{last}}]}""", takes, namedBy);
            yield return new(
                $$"""
                {"cniVersion":"1.0.0","master":"eth1","bridge":"br-a",
                 "plugins":[{"type":"loopback","master":"eth1"},{{last}}]}
                """,
                takes, namedBy);
        }
    }

    private static IEnumerable<HostileNetwork> Harmless() =>
        from plugins in new[]
        {
            """{"type":"ptp"}""",
            """{"type":"ptp"},{"type":"tuning","mtu":1400}""",
            """{"type":"ptp"},{"type":"sbr"}""",
            """{"type":"ptp"},{"type":"bandwidth","ingressRate":8000,"ingressBurst":8000}""",
            """{"type":"ptp"},{"type":"tuning","sysctl":{"net.ipv4.conf.eth0.forwarding":"1"},"promisc":true}""",
            """{"type":"ptp"},{"type":"firewall"}""",
            """{"type":"ptp"},{"type":"portmap","snat":true}""",
            """{"type":"ptp"},{"type":"vrf","vrfname":"eth0"}""",
            """{"type":"loopback"}""",
            """{"type":"tuning","mtu":1400}""",
            """{"type":"host-device","runtimeConfig":{"deviceID":"eth0"}}""",
            $$"""{"type":"tuning","mtu":1400,"prevResult":{{ResultOfEth0}}}""",
            $$"""{"type":"bandwidth","ingressRate":8000,"ingressBurst":8000,"prevResult":{{ResultOfEth0}}}""",
            $$"""{"type":"bandwidth","ingressRate":8000,"ingressBurst":8000,"prevRe\u017Fult":{{ResultOfEth0}}}""",
            $$"""{"type":"vrf","vrfname":"v","PrevResult":{{ResultOfEth0}}}""",
        }
        select new HostileNetwork($$"""{"cniVersion":"1.0.0","plugins":[{{plugins}}]}""", null, null);

    private static HostileNetwork Single(string type, string members, string? takes, string? namedBy)
    {
        var rest = members.Length == 0 ? "" : $",{members}";
        return new($$"""{"cniVersion":"1.0.0","type":"{{type}}"{{rest}}}""", takes, namedBy);
    }
}
