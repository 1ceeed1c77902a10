namespace Ramus.Validation.Addresses;

/// <summary>Addresses from one to another, both included.</summary>
internal readonly record struct IpRange(IpNumber Start, IpNumber End)
{
    /// <summary>Orders ranges that do not overlap; for it those that do are the same.</summary>
    public static IComparer<IpRange> Order { get; } = Comparer<IpRange>.Create(static (one, other) =>
        one.Start.IsV4 != other.Start.IsV4 ? one.Start.IsV4.CompareTo(other.Start.IsV4)
        : one.End.Value < other.Start.Value ? -1
        : one.Start.Value > other.End.Value ? 1
        : 0);

    public override string ToString() => $"{Start}-{End}";
}
