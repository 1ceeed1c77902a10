namespace Ramus.Cluster.Lifecycle;

/// <summary>The collection that runs after every other: nothing of Ramus is left then.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TheEnd
{
    public const string Name = "The end";
}
