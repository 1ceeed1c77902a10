namespace Ramus.Cluster.Harness;

/// <summary>Lines of `TestCluster.NodeTreeAsync`: a path, followed by the type and content of the entry.</summary>
public static class NodeTree
{
    /// <summary>
    /// The path in a line, without a link's target, because the target may contain the checkout's name.
    /// </summary>
    public static string PathOf(string line) => line.Split(' ', 2)[0];

    /// <summary>Whether the file, folder or link belongs to Ramus.</summary>
    public static bool IsOfRamus(string line) => PathOf(line).Contains("ramus", StringComparison.Ordinal);
}
