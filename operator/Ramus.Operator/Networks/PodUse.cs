using Ramus.Kubernetes.Client;

namespace Ramus.Operator.Networks;

/// <summary>The pods of one network: how many, the first by name, and those on another generation.</summary>
internal sealed record PodUse(
    int Count, IReadOnlyList<ObjectKey> First, int OutdatedCount, IReadOnlyList<ObjectKey> FirstOutdated)
{
    public static PodUse None { get; } = new(0, [], 0, []);
}
