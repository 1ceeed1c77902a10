using System.Text.RegularExpressions;

namespace Architecture.Tests;

/// <summary>The walkthroughs in docs/architecture.md: every named file exists, and each walkthrough is short.</summary>
public sealed partial class WalkTests
{
    [Theory]
    [InlineData("### From a pod's annotation to its interfaces and its status", 45)]
    [InlineData("### From `kubectl apply` of a network to its file on a node and its status", 25)]
    public void A_walk_names_files_that_exist_and_not_too_many(string heading, int most)
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs/architecture.md"));
        var walk = page[(page.IndexOf(heading, StringComparison.Ordinal) + heading.Length)..];
        walk = walk[..walk.IndexOf("\n##", StringComparison.Ordinal)];
        var sources = Repository.Released.SelectMany(project => project.Sources)
            .Select(source => Path.GetFileName(source.Path)).ToHashSet(StringComparer.Ordinal);

        var named = FileName().Matches(walk).Select(match => match.Groups[1].Value).Distinct().ToList();

        named.Count.ShouldBeInRange(10, most);
        named.Where(name => !sources.Contains(name)).ShouldBeEmpty();
    }

    [GeneratedRegex("`([A-Za-z.]+\\.cs)`")]
    private static partial Regex FileName();
}
