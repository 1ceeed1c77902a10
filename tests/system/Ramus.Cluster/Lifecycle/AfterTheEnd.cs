namespace Ramus.Cluster.Lifecycle;

/// <summary>Tests that install Ramus themselves and take it away again, one after the other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AfterTheEnd
{
    public const string Name = "After the end";
}
