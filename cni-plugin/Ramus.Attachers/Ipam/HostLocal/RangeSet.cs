using Ramus.Attachers.Addresses;
using Ramus.Attachers.Calls;
using Ramus.Contract.Cni;

namespace Ramus.Attachers.Ipam.HostLocal;

/// <summary>Ranges of one family; a pod gets one address of them.</summary>
internal sealed class RangeSet
{
    private readonly IReadOnlyList<AddressRange> ranges;

    public IReadOnlyList<AddressRange> Ranges => ranges;

    /// <exception cref="CniException">The ranges are of two families, or overlap, or there is none.</exception>
    public RangeSet(IReadOnlyList<AddressRange> ranges)
    {
        this.ranges = ranges;
        if (ranges.Count == 0)
        {
            throw PluginFailure.Of("empty range set");
        }

        for (var index = 1; index < ranges.Count; index++)
        {
            if (ranges[index].Start.IsV4 != IsV4)
            {
                throw PluginFailure.Of("mixed address families");
            }

            if (ranges.Take(index).FirstOrDefault(ranges[index].Overlaps) is { } overlapping)
            {
                throw PluginFailure.Of($"subnets {overlapping} and {ranges[index]} overlap");
            }
        }
    }

    public bool IsV4 => ranges[0].Start.IsV4;

    /// <summary>The range that contains the address; null for none.</summary>
    public AddressRange? Find(Ip ip) => ranges.FirstOrDefault(range => range.Contains(ip));

    public bool Overlaps(RangeSet other) => ranges.Any(range => other.ranges.Any(range.Overlaps));

    /// <summary>
    /// All addresses except gateways, each once. They start after the one that was allocated last, so that a pod that
    /// restarts again and again does not get the same address.
    /// </summary>
    public IEnumerable<(Ip Ip, AddressRange Range)> After(Ip? last)
    {
        var index = 0;
        Ip? previous = null;
        for (var at = 0; last is { } known && at < ranges.Count; at++)
        {
            if (ranges[at].Contains(known))
            {
                (index, previous) = (at, known);
                break;
            }
        }

        Ip? first = null;
        while (true)
        {
            Ip current;
            if (previous is not { } before)
            {
                current = ranges[index].Start;
            }
            else if (before == ranges[index].End)
            {
                index = (index + 1) % ranges.Count;
                current = ranges[index].Start;
            }
            else
            {
                current = before.Next;
            }

            if (current == first)
            {
                yield break;
            }

            first ??= current;
            previous = current;
            if (current != ranges[index].Gateway)
            {
                yield return (current, ranges[index]);
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(',', ranges);
}
