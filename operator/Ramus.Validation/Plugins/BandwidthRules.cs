using Ramus.Validation.Rules;
using Ramus.Validation.Views;

namespace Ramus.Validation.Plugins;

internal sealed class BandwidthRules : PluginRules
{
    // The kernel stores a burst as a 32-bit number of bytes.
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
                    $"'{rateKey}' and '{burstKey}' must be set together; add '{missing}' in bits");
            }
            else if (burst > MostBurst)
            {
                findings.Add(
                    RuleBook.BandwidthRate,
                    view.Json.PathOf(burstKey),
                    $"{burst} bits are 4 GiB or more, which is above the kernel's limit; "
                    + $"write at most {MostBurst}");
            }
            else if (rate is > 0 and < 8 || burst is > 0 and < 8)
            {
                findings.Add(
                    RuleBook.BandwidthRate,
                    view.Json.PathOf(rate is > 0 and < 8 ? rateKey : burstKey),
                    "the kernel refuses values below 8 bits (one byte); write at least 8, in bits per second for a "
                    + "rate and in bits for a burst");
            }
        }
    }

    /// <summary>Reads a number; 0 when absent. False for a wrong type, which another rule reports.</summary>
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
                $"bandwidth supports only veth pairs, and {first.Type} creates none; use bridge or ptp, or remove "
                + "bandwidth");
        }
    }
}
