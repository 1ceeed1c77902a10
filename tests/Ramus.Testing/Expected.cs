namespace Ramus.Testing;

/// <summary>
/// A file with the expected outcome of a test, or a generated part of a page. A test that compares such a file has the
/// trait <see cref="Trait"/>, by which `make accept` selects it.
/// </summary>
public static class Expected
{
    /// <summary>The name of the trait; its value is <see cref="Files"/>.</summary>
    public const string Trait = "Expected";

    public const string Files = "Files";

    // Only `make accept` sets this variable; tests/run unsets it.
    private static readonly bool IsAccepted = Environment.GetEnvironmentVariable("RAMUS_ACCEPT") == "yes";

    /// <summary>Compares the file with a text; `make accept` writes the text into the file instead.</summary>
    /// <param name="path">The file.</param>
    /// <param name="actual">The actual text; null: the file must not exist.</param>
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
