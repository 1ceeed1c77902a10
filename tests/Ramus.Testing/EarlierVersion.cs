namespace Ramus.Testing;

/// <summary>
/// Ramus 0.1.0, as built by tests/released: its pods may still run when a node or a cluster is upgraded.
/// </summary>
public static class EarlierVersion
{
    private static readonly string Folder = System.IO.Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache/ramus/release-0.1.0");

    /// <summary>A file or folder of it, for example `charts/ramus`. Skips the test if 0.1.0 is missing.</summary>
    public static string Path(string relative)
    {
        Assert.SkipUnless(
            Directory.Exists(Folder), "ramus 0.1.0 is not built: run tests/released in a clone with all its history");
        return System.IO.Path.Combine(Folder, relative);
    }
}
