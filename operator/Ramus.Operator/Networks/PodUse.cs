using Ramus.Kubernetes.Client;

namespace Ramus.Operator.Networks;

/// <summary>
/// The pods of one network: their number, the first ones by name, and the pods on another generation.
/// </summary>
internal sealed record PodUse(
    int Count, IReadOnlyList<ObjectKey> First, int OutdatedCount, IReadOnlyList<ObjectKey> FirstOutdated)
{
    public static PodUse None { get; } = new(0, [], 0, []);

    /// <summary>Whether more pods may be attached: of some pods, the operator does not keep all networks.</summary>
    public bool MayBeMore { get; init; }
}
