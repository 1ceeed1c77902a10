namespace Ramus.Cluster.Lifecycle;

/// <summary>Tests that install and uninstall Ramus themselves, one after the other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AfterTheEnd
{
    public const string Name = "After the end";
}
