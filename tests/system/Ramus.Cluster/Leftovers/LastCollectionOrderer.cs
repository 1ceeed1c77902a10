using Xunit.v3;

namespace Ramus.Cluster.Leftovers;

/// <summary>Runs the leftover tests after all others, and the uninstallation tests after them.</summary>
public sealed class LastCollectionOrderer : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : Xunit.Sdk.ITestCollection =>
        [.. testCollections.OrderBy(collection => collection.TestCollectionDisplayName switch
        {
            Last.Name => 1,
            Lifecycle.TheEnd.Name => 2,
            Lifecycle.AfterTheEnd.Name => 3,
            Lifecycle.WithoutHelm.Name => 4,
            _ => 0,
        })];
}
