using Ramus.Contract.Json;

namespace Ramus.Fuzz.Targets;

/// <summary>The networks of the scratch node.</summary>
internal static class ScratchNetworks
{
    public static IReadOnlyList<(string Name, string Config)> Files { get; } =
    [
        ("conf/10-cbr0.conflist",
            """
            {"cniVersion":"0.3.1","name":"cbr0","plugins":[
            {"type":"flannel"},{"type":"portmap","capabilities":{"portMappings":true}}]}
            """),
        ("conf/20-odd.conf", """{"cniVersion":"1.1.0","name":"odd","type":"ptp","ipam":{"type":"whereabouts"}}"""),
        ("ramus.d/networks/default/macvlan-conf.conflist",
            """
            {"cniVersion":"0.3.0","name":"macvlan-conf","plugins":[
            {"type":"macvlan","master":"eth0","ipam":{"type":"host-local"}}]}
            """),
        ("ramus.d/networks/default/wishes.conflist",
            $$$"""
            {"cniVersion":"1.1.0","name":"wishes","plugins":[{"type":"bridge","args":{"cni":{"a":1}},"capabilities":
            {"ips":true,"mac":true,"bandwidth":true,"portMappings":true,"infinibandGUID":true,
            "{{{RuntimeAnnotations.Capability}}}":true}}]}
            """),
        ("ramus.d/networks/default/legacy.conflist",
            """{"cniVersion":"0.3.1","name":"legacy","plugins":[{"type":"bridge","ipam":{"type":"static"}}]}"""),
    ];
}
