using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Validation.Addresses;
using Ramus.Validation.Json;
using Ramus.Validation.Rules;
using Ramus.Validation.Views;

namespace Ramus.Validation.Ipam;

internal sealed class HostLocalRules : IpamRules
{
    public const string DefaultDirectory = NodeLayout.HostLocalDir;

    private const int LongestBook = 100;
    private const int MostRanges = 10;

    public HostLocalRules()
        : base("host-local", "ips", "ipRanges")
    {
        Texts("subnet", "rangeStart", "rangeEnd", "gateway", "dataDir", "resolvConf", "name");
        Lists("ranges");
        IsRelative("dataDir");
        IsRelative("resolvConf");
        Check(CheckRanges);
        Routes(NetworksOf);
    }

    /// <summary>Directory and name of the pool that host-local keeps for this network.</summary>
    public static string BookOf(IpamView view)
    {
        var directory = view.Json.TryText("dataDir", out var text) && text.Length > 0 ? text : DefaultDirectory;
        var book = $"{directory}/{view.Plugin.Network.ConfigName}";

        // Kept for each network. A book has a slash and the hash has none, so they cannot be equal.
        return book.Length <= LongestBook ? book : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(book)));
    }

    /// <summary>The first ranges as text, for messages.</summary>
    public static string RangesOf(IpamView view) => Quote.Short(string.Join(", ", Candidates(view.Json)
        .Take(MostRanges).Select(static range => range.TryText("subnet", out var subnet) ? Quote.Short(subnet) : "?")));

    private static PrefixSet? NetworksOf(IpamView view)
    {
        var networks = new PrefixSet();
        foreach (var range in Candidates(view.Json))
        {
            if (!range.TryText("subnet", out var text) || !Prefix.TryParse(text, out var subnet))
            {
                return null;
            }

            networks.Add(subnet);
        }

        return networks.Count == 0 || view.Plugin.Declares("ipRanges") ? null : networks;
    }

    private static IEnumerable<JsonView> Candidates(JsonView ipam)
    {
        if (ipam.HasText("subnet"))
        {
            yield return ipam;
        }

        foreach (var range in ipam.Items("ranges").SelectMany(static set => set.Items()).Where(static r => r.IsObject))
        {
            yield return range;
        }
    }

    private static void CheckRanges(IpamView view, Findings findings)
    {
        var sets = new List<List<HostLocalRange>>();
        if (view.Json.HasText("subnet"))
        {
            sets.Add([.. Present(HostLocalRange.Read(view, view.Json, findings))]);
        }

        foreach (var set in view.Json.Items("ranges"))
        {
            sets.Add(ReadSet(view, set, findings));
        }

        var isMistyped =
            (view.Json.TryGet("subnet", out var subnet) && subnet.Element.ValueKind != JsonValueKind.String)
            || (view.Json.TryGet("ranges", out var ranges) && !ranges.IsList);
        if (sets.Count == 0 && !isMistyped && !view.Plugin.Declares("ipRanges"))
        {
            findings.Add(
                RuleBook.HostLocalRange,
                view.Json.PathOf("subnet"),
                "host-local has no addresses to allocate; add one like \"subnet\": \"10.1.2.0/24\"");
        }

        CheckOverlaps([.. sets.SelectMany(static set => set)], findings);
        CheckFamilies(view, sets, findings);
    }

    private static List<HostLocalRange> ReadSet(IpamView view, JsonView set, Findings findings)
    {
        if (!set.IsList || set.Element.GetArrayLength() == 0)
        {
            findings.Add(
                RuleBook.HostLocalRanges,
                set.Path,
                $"{(set.IsList ? "the set is empty" : "each set must be a list of ranges, not " + set.Kind)}; "
                + "write \"ranges\": [[{\"subnet\": \"10.1.2.0/24\"}]]");
            return [];
        }

        var ranges = new List<HostLocalRange>();
        foreach (var range in set.Items())
        {
            if (!range.IsObject)
            {
                findings.Add(
                    RuleBook.HostLocalRanges,
                    range.Path,
                    $"a range must be an object like {{\"subnet\": \"10.1.2.0/24\"}}, not {range.Kind}");
                continue;
            }

            ranges.AddRange(Present(HostLocalRange.Read(view, range, findings)));
        }

        if (ranges.Select(static range => range.Subnet.IsV4).Distinct().Count() > 1)
        {
            findings.Add(
                RuleBook.HostLocalMixed,
                set.Path,
                "each set gives one address, so IPv4 and IPv6 need separate sets; write [[{…}], [{…}]]");
        }

        return ranges;
    }

    private static IEnumerable<HostLocalRange> Present(HostLocalRange? range) => range is null ? [] : [range];

    private static void CheckOverlaps(List<HostLocalRange> ranges, Findings findings)
    {
        // Overlapping ranges compare as equal, so the set contains only ranges that do not overlap.
        var distinct = new SortedSet<IpRange>(IpRange.Order);
        foreach (var range in ranges)
        {
            if (distinct.TryGetValue(range.Addresses, out var other))
            {
                findings.Add(
                    RuleBook.HostLocalOverlap,
                    range.Json.PathOf("subnet"),
                    $"the addresses {range.Addresses} overlap with {other} of another range; change one of the ranges");
            }
            else
            {
                distinct.Add(range.Addresses);
            }
        }
    }

    private static void CheckFamilies(IpamView view, List<List<HostLocalRange>> sets, Findings findings)
    {
        if (!view.Plugin.Network.IsBelow("0.3.0"))
        {
            return;
        }

        var families = sets.Where(static set => set.Count > 0).Select(static set => set[0].Subnet.IsV4).ToList();
        if (families.Count > families.Distinct().Count())
        {
            findings.Add(
                RuleBook.AddressFamilies,
                view.Json.PathOf("ranges"),
                $"{families.Count} sets give several addresses of one IP family, which cniVersion "
                + $"{view.Plugin.Network.CniVersion} cannot express; write \"cniVersion\": \"1.0.0\"");
        }
    }
}
