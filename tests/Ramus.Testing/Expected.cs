namespace Ramus.Testing;

/// <summary>
/// A file with the outcome that a test expects, or a part of a page that is generated. A test that compares one has the
/// trait <see cref="Trait"/>, by which `make accept` finds it.
/// </summary>
public static class Expected
{
    /// <summary>The name of the trait; its value is <see cref="Files"/>.</summary>
    public const string Trait = "Expected";

    public const string Files = "Files";

    // `make accept` alone sets it; tests/run takes it away.
    private static readonly bool IsAccepted = Environment.GetEnvironmentVariable("RAMUS_ACCEPT") == "yes";

    /// <summary>The file has this text; `make accept` writes it instead.</summary>
    /// <param name="path">The file.</param>
    /// <param name="actual">Its text; null: there must be no such file.</param>
    public static void ShouldBe(string path, string? actual)
    {
        if (IsAccepted)
        {
            Accept(path, actual);
            return;
        }

        var expected = File.Exists(path) ? File.ReadAllText(path) : null;
        actual.ShouldBe(
            expected,
            $"{Path.GetRelativePath(Repository.Root, path)}: run `make accept` and review the difference");
    }

    private static void Accept(string path, string? actual)
    {
        if (actual is null)
        {
            File.Delete(path);
            return;
        }

        File.WriteAllText(path, actual);
    }
}
