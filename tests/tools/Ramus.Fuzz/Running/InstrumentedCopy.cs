namespace Ramus.Fuzz.Running;

/// <summary>A copy of this program whose code under test counts its branches.</summary>
internal static class InstrumentedCopy
{
    private static readonly string[] UnderTest =
    [
        "Ramus.Contract.dll", "Ramus.Validation.dll", "Ramus.Cni.dll", "Ramus.Attachments.dll", "ramus.dll",
        "ramus-webhook.dll",
    ];

    /// <summary>Creates the copy; returns the assembly to run.</summary>
    public static string Make(string directory)
    {
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }

        Directory.CreateDirectory(directory);
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory))
        {
            File.Copy(file, Path.Combine(directory, Path.GetFileName(file)));
        }

        foreach (var assembly in UnderTest)
        {
            _ = SharpFuzz.Fuzzer.Instrument(Path.Combine(directory, assembly), _ => true, SharpFuzz.Options.Value)
                .ToList();
        }

        return Path.Combine(directory, "Ramus.Fuzz.dll");
    }
}
