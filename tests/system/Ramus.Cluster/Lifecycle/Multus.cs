namespace Ramus.Cluster.Lifecycle;

/// <summary>
/// The Multus stand-in on the node (tests/plugins/multus): its pods and its files are like those of the real Multus.
/// </summary>
internal sealed class Multus : IDisposable
{
    private static readonly TestCluster Cluster = TestCluster.Current;

    private Multus()
    {
    }

    /// <summary>
    /// Multus' files below /var/lib/cni/multus: one record per container, one result per attachment.
    /// </summary>
    public static IReadOnlyList<string> Records =>
        Directory.Exists(Folder)
            ? [.. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Select(
                path => Path.GetFileName(path))]
            : [];

    private static string Folder => Path.Combine(Cluster.StateDirectory, "multus");

    /// <summary>Makes the container runtime call the stand-in.</summary>
    /// <param name="kind">thick or thin.</param>
    public static async Task<Multus> SetUpAsync(string kind)
    {
        var script = Repository.Path("tests/cluster/multus-stand-in");
        (await CommandResult.OfAsync(script, [kind, "--name", TestCluster.Name])).Succeeded();
        return new Multus();
    }

    public void Dispose()
    {
        foreach (var file in Directory.EnumerateFiles(Cluster.ConfDirectory, "00-multus.conf*")
            .Concat(((string[])["multus", "multus-shim", "passthru"]).Select(
                program => Path.Combine(Cluster.PluginDirectory, program))))
        {
            File.Delete(file);
        }

        foreach (var folder in ((string[])[Path.Combine(Cluster.ConfDirectory, "multus.d"), Folder]).Where(
            Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
