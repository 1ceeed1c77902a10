using System.Runtime.CompilerServices;

namespace Ramus.Cluster.Harness;

/// <summary>A test with several cases that needs the cluster.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClusterTheoryAttribute : TheoryAttribute
{
    public ClusterTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        Skip = TestCluster.SkipReason;
        SkipType = typeof(TestCluster);
        SkipUnless = nameof(TestCluster.IsGiven);
    }
}
