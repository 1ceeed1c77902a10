namespace Ramus.Linux.Netlink;

/// <summary>The queue of an interface.</summary>
/// <param name="Kind">The kernel's name of its kind, for example "tbf".</param>
public sealed record Qdisc(string Kind)
{
    /// <summary>The settings of kind "tbf"; null for other kinds.</summary>
    public TokenBucket? Bucket { get; init; }
}
