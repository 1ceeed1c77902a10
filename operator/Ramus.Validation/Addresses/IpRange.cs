namespace Ramus.Validation.Addresses;

/// <summary>Addresses from one to another, both included.</summary>
internal readonly record struct IpRange(IpNumber Start, IpNumber End)
{
    public bool Overlaps(IpRange other) =>
        Start.IsV4 == other.Start.IsV4 && Start.Value <= other.End.Value && other.Start.Value <= End.Value;

    public override string ToString() => $"{Start}-{End}";
}
