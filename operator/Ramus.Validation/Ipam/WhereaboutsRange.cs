using Ramus.Contract.Json;
using Ramus.Contract.Network;
using Ramus.Validation.Addresses;
using Ramus.Validation.Json;
using Ramus.Validation.Rules;

namespace Ramus.Validation.Ipam;

/// <summary>One range of whereabouts: <c>range</c> with its bounds and exclusions.</summary>
internal static class WhereaboutsRange
{
    /// <summary>
    /// The prefix of the range; null when it is wrong, which is reported, or when it has node variables.
    /// </summary>
    public static Prefix? Check(JsonView json, Findings findings)
    {
        if (!json.TryText("range", out var text) || ReadRange(json, text, findings) is not { } range)
        {
            return null;
        }

        var (prefix, addresses) = range;
        var start = ReadBound(json, "range_start", prefix, RuleBook.WhereaboutsStart, findings) ?? addresses.Start;
        var end = ReadBound(json, "range_end", prefix, RuleBook.WhereaboutsEnd, findings) ?? addresses.End;
        if (start.Value > end.Value)
        {
            findings.Add(
                RuleBook.WhereaboutsStart,
                json.PathOf("range_start"),
                $"the first address {start} is above the last address {end}; swap them");
            return prefix;
        }

        CheckExcluded(json, prefix, new IpRange(start, end), findings);
        return prefix;
    }

    private static (Prefix Prefix, IpRange Addresses)? ReadRange(JsonView json, string text, Findings findings)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        var first = default(IpNumber);
        var isGood = Prefix.TryParse(text[(dash + 1)..].Trim(), out var prefix)
            && (dash < 0 || (IpNumber.TryParse(text[..dash].Trim(), out first) && prefix.Contains(first)));
        if (!isGood)
        {
            findings.Add(
                RuleBook.WhereaboutsRange,
                json.PathOf("range"),
                $"\"{Quote.Short(text)}\" is not a range; write one like \"10.1.2.0/24\" or "
                + "\"10.1.2.10-10.1.2.20/24\"");
            return null;
        }

        if (prefix.HostBits < 2)
        {
            findings.Add(
                RuleBook.WhereaboutsSmall,
                json.PathOf("range"),
                $"{prefix} is too small to allocate addresses from; use a prefix length of at most "
                + $"/{prefix.Address.Bits - 2}");
            return null;
        }

        return (prefix, dash < 0
            ? new IpRange(prefix.First.Plus(1), prefix.IsV4 ? prefix.Last.Plus(-1) : prefix.Last)
            : new IpRange(first, prefix.Address));
    }

    private static IpNumber? ReadBound(JsonView json, string key, Prefix prefix, Rule rule, Findings findings)
    {
        if (!json.HasText(key) || !json.TryText(key, out var text))
        {
            return null;
        }

        if (IpNumber.TryParse(text, out var address) && prefix.Contains(address))
        {
            return address;
        }

        findings.Add(
            rule,
            json.PathOf(key),
            $"\"{Quote.Short(text)}\" is not an address in {prefix.Network}; write one from {prefix.First} to "
            + $"{prefix.Last}");
        return null;
    }

    private static void CheckExcluded(JsonView json, Prefix prefix, IpRange addresses, Findings findings)
    {
        var all = new List<Prefix>();
        foreach (var item in json.Items("exclude"))
        {
            if (ReadExcluded(item, prefix, findings) is not { } excluded)
            {
                continue;
            }

            if (excluded.Contains(addresses.Start) && excluded.Contains(addresses.End))
            {
                findings.Add(
                    RuleBook.WhereaboutsExcludeAll,
                    item.Path,
                    $"{excluded} excludes all of {addresses}, so no address is left; write a smaller prefix");
                return;
            }

            all.Add(excluded);
        }

        if (LeaveNothing(all, addresses))
        {
            findings.Add(
                RuleBook.WhereaboutsExcludeAll,
                json.PathOf("exclude"),
                $"together the prefixes exclude all of {addresses}, so no address is left; remove one of them");
        }
    }

    /// <summary>
    /// An element of <c>exclude</c>; null when it is wrong, which is reported, or has node variables.
    /// </summary>
    private static Prefix? ReadExcluded(JsonView item, Prefix prefix, Findings findings)
    {
        if (item.Element.ValueKind != System.Text.Json.JsonValueKind.String)
        {
            return null;
        }

        var text = item.Element.GetString()!;
        if (item.HasVariables && NodeVariables.AreIn(text))
        {
            return null;
        }

        if (IpNumber.TryParse(text, out var single))
        {
            text = $"{text}/{single.Bits}";
        }

        if (!Prefix.TryParse(text, out var excluded))
        {
            findings.Add(
                RuleBook.WhereaboutsExclude,
                item.Path,
                $"\"{Quote.Short(text)}\" is not a prefix; write one like "
                + $"\"{prefix.First.Plus(1)}/{prefix.Address.Bits}\"");
            return null;
        }

        if (!prefix.Contains(excluded.First) && !excluded.Contains(prefix))
        {
            findings.Add(
                RuleBook.WhereaboutsExcludeOutside,
                item.Path,
                $"{excluded} is outside {prefix.Network}, so it excludes nothing; remove it or correct it");
            return null;
        }

        return excluded;
    }

    private static bool LeaveNothing(List<Prefix> excluded, IpRange addresses)
    {
        var next = addresses.Start.Value;
        foreach (var prefix in excluded.Where(prefix => prefix.IsV4 == addresses.Start.IsV4)
            .OrderBy(static prefix => prefix.First.Value))
        {
            if (prefix.First.Value > next)
            {
                return false;
            }

            if (prefix.Last.Value >= addresses.End.Value)
            {
                return true;
            }

            next = UInt128.Max(next, prefix.Last.Value + 1);
        }

        return false;
    }
}
