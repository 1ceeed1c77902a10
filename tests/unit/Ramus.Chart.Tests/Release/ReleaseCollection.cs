namespace Ramus.Chart.Tests.Release;

/// <summary>The tests of one release, which takes seconds to build.</summary>
[CollectionDefinition(Name)]
public sealed class ReleaseCollection : ICollectionFixture<BuiltRelease>
{
    public const string Name = "release";
}
