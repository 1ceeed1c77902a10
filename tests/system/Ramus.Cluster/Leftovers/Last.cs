namespace Ramus.Cluster.Leftovers;

/// <summary>The collection that runs when all others are over.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Last
{
    public const string Name = "Last";
}
