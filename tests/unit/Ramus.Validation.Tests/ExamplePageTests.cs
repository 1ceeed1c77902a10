using System.Text.RegularExpressions;

namespace Ramus.Validation.Tests;

/// <summary>docs/networks-by-example.md shows every sample, with its exact text.</summary>
public sealed partial class ExamplePageTests
{
    private static readonly string Page = File.ReadAllText(Repository.Path("docs/networks-by-example.md"));

    public static TheoryData<string, string> Excerpts =>
    [
        .. Block().Matches(Page).Select(static block => (LastLinkBefore(block.Index), block.Groups["text"].Value)),
    ];

    /// <summary>The samples' paths, as in the page's links.</summary>
    private static IEnumerable<string> Samples =>
        ((string[])["config/samples/networks", "config/samples/features"])
        .SelectMany(static folder => Directory.EnumerateFiles(Repository.Path(folder), "*.yaml")
            .Select(file => $"../{folder}/{Path.GetFileName(file)}"));

    [Theory]
    [MemberData(nameof(Excerpts))]
    public void An_excerpt_is_in_the_sample_that_was_linked_last(string link, string excerpt)
    {
        Flat(File.ReadAllText(Repository.Path($"docs/{link}"))).ShouldContain(Flat(excerpt), Case.Sensitive);
    }

    [Fact]
    public void A_row_quotes_the_annotation_of_its_sample()
    {
        var rows = Row().Matches(Page);

        rows.Count.ShouldBe(7);
        foreach (var row in rows.Cast<Match>())
        {
            Flat(File.ReadAllText(Repository.Path($"docs/{row.Groups["link"].Value}")))
                .ShouldContain(Flat(row.Groups["text"].Value), Case.Sensitive);
        }
    }

    [Fact]
    public void Every_sample_is_linked()
    {
        Link().Matches(Page).Select(static match => match.Groups["link"].Value).Distinct()
            .ShouldBe(Samples, ignoreOrder: true);
    }

    private static string LastLinkBefore(int index) =>
        Link().Matches(Page).Last(match => match.Index < index).Groups["link"].Value;

    // The page may indent the sample differently.
    private static string Flat(string text) =>
        string.Join('\n', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex(@"^```(json|yaml)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\]\((?<link>\.\./config/samples/[a-z]+/[^)]+\.yaml)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^\|[^|]+\| \[[^]]+\]\((?<link>[^)]+\.yaml)\) \| `(?<text>[^|]+)` \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
