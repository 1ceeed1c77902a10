namespace Ramus.Cluster.Leftovers;

/// <summary>The collection that runs after all others.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Last
{
    public const string Name = "Last";
}
