namespace Ramus.Cluster.Harness;

/// <summary>Lines of `TestCluster.NodeTreeAsync`: a path, and after it what is there.</summary>
public static class NodeTree
{
    /// <summary>The path of a line. A link's target comes later, and it may lead into a checkout of any name.</summary>
    public static string PathOf(string line) => line.Split(' ', 2)[0];

    /// <summary>Whether the file, folder or link belongs to Ramus.</summary>
    public static bool IsOfRamus(string line) => PathOf(line).Contains("ramus", StringComparison.Ordinal);
}
