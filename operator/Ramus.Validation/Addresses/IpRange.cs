namespace Ramus.Validation.Addresses;

/// <summary>A range of addresses, both ends included.</summary>
internal readonly record struct IpRange(IpNumber Start, IpNumber End)
{
    /// <summary>Orders ranges that do not overlap; overlapping ranges compare as equal.</summary>
    public static IComparer<IpRange> Order { get; } = Comparer<IpRange>.Create(static (one, other) =>
        one.Start.IsV4 != other.Start.IsV4 ? one.Start.IsV4.CompareTo(other.Start.IsV4)
        : one.End.Value < other.Start.Value ? -1
        : one.Start.Value > other.End.Value ? 1
        : 0);

    public override string ToString() => $"{Start}-{End}";
}
