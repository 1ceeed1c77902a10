namespace Ramus.Cluster.Lifecycle;

/// <summary>The very last collection, because the deletion of the namespace by `kubectl delete -k` is slow.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class WithoutHelm
{
    public const string Name = "Without Helm";
}
