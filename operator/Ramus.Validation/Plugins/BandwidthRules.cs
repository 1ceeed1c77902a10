using Ramus.Validation.Rules;
using Ramus.Validation.Views;

namespace Ramus.Validation.Plugins;

internal sealed class BandwidthRules : PluginRules
{
    // The kernel counts a burst in bytes, in 32 bits.
    private const decimal MostBurst = 34_359_738_359m;

    private static readonly (string Rate, string Burst)[] Pairs =
        [("ingressRate", "ingressBurst"), ("egressRate", "egressBurst")];

    public BandwidthRules()
        : base(new PluginTraits("bandwidth", PluginRole.Chained, IpamNeed.Ignored)
        {
            Capabilities = new HashSet<string> { "bandwidth" },
            LowestVersion = "0.3.0",
        })
    {
        Unsigned("ingressRate", "ingressBurst", "egressRate", "egressBurst");
        TextLists("shapedSubnets", "unshapedSubnets");
        Check(CheckPairs);
        Check(CheckInterface);
    }

    private static void CheckPairs(PluginView view, Findings findings)
    {
        foreach (var (rateKey, burstKey) in Pairs)
        {
            if (!TryRead(view, rateKey, out var rate) || !TryRead(view, burstKey, out var burst))
            {
                continue;
            }

            if (rate > 0 != burst > 0)
            {
                var missing = rate > 0 ? burstKey : rateKey;
                findings.Add(
                    RuleBook.BandwidthPair,
                    view.Json.PathOf(missing),
                    $"'{rateKey}' and '{burstKey}' belong together; add '{missing}' in bits");
            }
            else if (burst > MostBurst)
            {
                findings.Add(
                    RuleBook.BandwidthRate,
                    view.Json.PathOf(burstKey),
                    $"{burst} bits are 4 GiB or more, which the kernel cannot count; "
                    + $"write at most {MostBurst}");
            }
            else if (rate is > 0 and < 8 || burst is > 0 and < 8)
            {
                findings.Add(
                    RuleBook.BandwidthRate,
                    view.Json.PathOf(rate is > 0 and < 8 ? rateKey : burstKey),
                    "less than 8 bits are no whole byte, which the kernel refuses; the unit is bits (per second)");
            }
        }
    }

    /// <summary>Absent is zero; false for what is of the wrong type, which another rule says.</summary>
    private static bool TryRead(PluginView view, string key, out decimal value)
    {
        var isNumber = view.Json.TryNumber(key, out value);
        return !view.Json.Has(key) || (isNumber && value >= 0);
    }

    private static void CheckInterface(PluginView view, Findings findings)
    {
        view.Json.TryNumber("ingressRate", out var ingress);
        view.Json.TryNumber("egressRate", out var egress);
        if ((ingress > 0 || egress > 0)
            && view.First is { Type: "macvlan" or "ipvlan" or "vlan" or "host-device" } first)
        {
            findings.Add(
                RuleBook.BandwidthInterface,
                view.Json.Path,
                $"{first.Type} makes no veth pair, and bandwidth shapes nothing else; use bridge or ptp, or remove it");
        }
    }
}
