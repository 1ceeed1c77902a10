namespace Ramus.Cluster.Harness;

/// <summary>Tests that disturb the whole cluster run one after the other, after all other tests.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Disturbing
{
    public const string Name = "Disturbing";
}
