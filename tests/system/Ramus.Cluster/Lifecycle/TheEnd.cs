namespace Ramus.Cluster.Lifecycle;

/// <summary>The collection that runs after all others and leaves nothing of Ramus.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TheEnd
{
    public const string Name = "The end";
}
