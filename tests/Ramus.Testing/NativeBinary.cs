using System.Runtime.InteropServices;

namespace Ramus.Testing;

/// <summary>The released form of the plugin: RAMUS_BINARY if set, otherwise the latest build.</summary>
public static class NativeBinary
{
    private static readonly Lazy<string?> Newest = new(Find);

    /// <summary>The binary's path; skips the test when the binary is not built.</summary>
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
