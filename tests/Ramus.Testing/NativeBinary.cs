using System.Runtime.InteropServices;

namespace Ramus.Testing;

/// <summary>The plugin as it is shipped: RAMUS_BINARY when it is set, else what was built last.</summary>
public static class NativeBinary
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

        var machine = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        string[] places = ["artifacts/bin/ramus", $"artifacts/publish/Ramus.Plugin/release_linux-{machine}/ramus"];
        return places.Select(Repository.Path).Where(File.Exists).MaxBy(File.GetLastWriteTimeUtc);
    }
}
