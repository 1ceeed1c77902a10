namespace Ramus.Cluster.Lifecycle;

/// <summary>The last of all: the namespace that `kubectl delete -k` deletes takes its time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class WithoutHelm
{
    public const string Name = "Without Helm";
}
