namespace Ramus.Attachers.Tests.Differential;

/// <summary>What the kernel of the test machine can do, found out by trying.</summary>
internal static class Kernel
{
    private const string Below = "ip link add below type veth peer name other";

    /// <summary>What limits the rate of an interface.</summary>
    public const string Limits = "tbf, ingress, u32 and mirred";

    private static readonly Dictionary<string, string> Probes = new(StringComparer.Ordinal)
    {
        ["dummy"] = "ip link add probe type dummy",
        ["ifb"] = "ip link add probe type ifb",
        ["ipvlan"] = $"{Below}; ip link add link below name probe type ipvlan mode l2",
        ["vlan"] = $"{Below}; ip link add link below name probe type vlan id 5",
        ["vrf"] = "ip link add probe type vrf table 100",
        [Limits] = $"{Below}; tc qdisc add dev below root tbf rate 1mbit burst 10k latency 25ms; "
            + "tc qdisc add dev below ingress; tc filter add dev below parent ffff: protocol all prio 1 u32 "
            + "match u32 0 0 action mirred egress redirect dev other",
    };

    private static readonly Dictionary<string, bool> Known = new(StringComparer.Ordinal);

    /// <summary>Skips the test when the kernel has no interfaces of this kind.</summary>
    public static void Require(string kind) =>
        Assert.SkipUnless(Has(kind), $"the kernel has no interfaces of kind {kind}");

    /// <summary>Skips the test when the kernel cannot limit the rates of interfaces.</summary>
    public static void RequireLimits()
    {
        Require("ifb");
        Assert.SkipUnless(Has(Limits), $"the kernel has not all of {Limits}");
    }

    private static bool Has(string kind)
    {
        lock (Known)
        {
            if (!Known.TryGetValue(kind, out var isKnown))
            {
                using var space = new PodNamespace();
                Known[kind] = isKnown = space.Run(
                    $"if (set -e; {Probes[kind]}) 2>/dev/null; then echo yes; else echo no; fi").Trim() == "yes";
            }

            return isKnown;
        }
    }
}
