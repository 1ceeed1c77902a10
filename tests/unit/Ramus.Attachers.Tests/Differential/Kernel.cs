namespace Ramus.Attachers.Tests.Differential;

/// <summary>What the kernel of the test machine can do, found out by trying.</summary>
internal static class Kernel
{
    private const string Below = "ip link add below type veth peer name other";

    private static readonly Dictionary<string, string> Probes = new(StringComparer.Ordinal)
    {
        ["dummy"] = "ip link add probe type dummy",
        ["ipvlan"] = $"{Below}; ip link add link below name probe type ipvlan mode l2",
        ["vlan"] = $"{Below}; ip link add link below name probe type vlan id 5",
        ["vrf"] = "ip link add probe type vrf table 100",
    };

    private static readonly Dictionary<string, bool> Known = new(StringComparer.Ordinal);

    /// <summary>Skips the test when the kernel has no interfaces of this kind.</summary>
    public static void Require(string kind) =>
        Assert.SkipUnless(Has(kind), $"the kernel has no interfaces of kind {kind}");

    private static bool Has(string kind)
    {
        lock (Known)
        {
            if (!Known.TryGetValue(kind, out var isKnown))
            {
                using var space = new PodNamespace();
                Known[kind] = isKnown = space.Run(
                    $"if ({Probes[kind]}) 2>/dev/null; then echo yes; else echo no; fi").Trim() == "yes";
            }

            return isKnown;
        }
    }
}
