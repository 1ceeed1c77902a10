namespace Ramus.Plugin.Tests.RealNode;

/// <summary>The plugin as it is shipped: RAMUS_BINARY when it is set, else what was built last.</summary>
internal static class NativeBinary
{
    private static readonly Lazy<string?> Newest = new(Find);

    /// <summary>Its path; the test is skipped where it was not built.</summary>
    public static string Path
    {
        get
        {
            Assert.SkipWhen(Newest.Value is null, "the native binary 'ramus' is not built; run `make build` first");
            return Newest.Value!;
        }
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("RAMUS_BINARY") is { Length: > 0 } chosen)
        {
            return chosen;
        }

        for (
            var directory =
                new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var artifacts = System.IO.Path.Combine(directory.FullName, "artifacts");
            if (Directory.Exists(System.IO.Path.Combine(artifacts, "bin")))
            {
                var published = System.IO.Path.Combine(artifacts, "publish", "Ramus.Plugin");
                string[] other = Directory.Exists(published)
                    ? [.. Directory.EnumerateFiles(published, "ramus", SearchOption.AllDirectories)]
                    : [];
                return Latest([System.IO.Path.Combine(artifacts, "bin", "ramus"), .. other]);
            }
        }

        return null;
    }

    private static string? Latest(string[] paths) => paths.Where(File.Exists).MaxBy(File.GetLastWriteTimeUtc);
}
