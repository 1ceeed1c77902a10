using System.Text;
using Ramus.Contract.Cni;

namespace Ramus.Benchmarks;

/// <summary>
/// The networks of a benchmark's pods: the default network (bridge + host-local), and additional networks (macvlan +
/// host-local): the workload with which Multus was measured.
/// </summary>
/// <param name="tag">Part of the names of the machine's interfaces.</param>
/// <param name="leases">The directory of the leases.</param>
/// <param name="kind">What the networks have besides.</param>
internal sealed class BenchNetworks(string tag, string leases, Workload kind = Workload.Simple)
{
    /// <summary>
    /// The networks of a comparison with a peer. Their interfaces and files always have the same names, because the
    /// peer reads its networks before the benchmark starts.
    /// </summary>
    internal static BenchNetworks OfPeers { get; } = new("peer", "/var/lib/ramus-bench-peer");

    internal string Leases => leases;

    internal string Uplink => $"up{tag}";

    /// <summary>The other end of the uplink.</summary>
    internal string Downlink => $"dn{tag}";

    internal string Bridge => $"rb{tag}";

    internal NetworkConfig Default => Read($$$"""
        {"cniVersion":"1.0.0","name":"cbr0","plugins":[{"type":"bridge","bridge":"{{{Bridge}}}","isDefaultGateway":true,
        "ipam":{{{Addresses(254)}}}}{{{Chain}}}]}
        """);

    /// <summary>The first additional networks.</summary>
    internal IReadOnlyList<NetworkConfig> Further(int count) => [.. Enumerable.Range(1, count).Select(Macvlan)];

    private static NetworkConfig Read(string json) => NetworkConfig.Parse(Encoding.UTF8.GetBytes(json), "benchmark");

    // k3s has these plugins after flannel, which calls bridge.
    private string Chain => kind == Workload.Chain
        ? """
            ,{"type":"portmap","capabilities":{"portMappings":true}},{"type":"bandwidth","capabilities":{"bandwidth":true}}
            """
        : "";

    private NetworkConfig Macvlan(int index) => Read($$$"""
        {"cniVersion":"1.0.0","name":"macvlan-{{{index}}}","plugins":[{"type":"macvlan","master":"{{{Uplink}}}","mode":"bridge",
        "ipam":{{{Addresses(index)}}}}]}
        """);

    private string Addresses(int index)
    {
        var second = kind == Workload.DualStack ? $$""",[{"subnet":"fd{{index:x2}}::/64"}]""" : "";
        return $$"""
            {"type":"host-local","dataDir":"{{leases}}","ranges":[[{"subnet":"10.{{index}}.0.0/16"}]{{second}}]}
            """;
    }
}
