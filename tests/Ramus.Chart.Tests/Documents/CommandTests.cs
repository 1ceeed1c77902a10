using System.Text.RegularExpressions;

namespace Ramus.Chart.Tests.Documents;

/// <summary>What the pages for users tell them to type is right.</summary>
public sealed partial class CommandTests
{
    private static readonly string[] Pages =
        ["charts/README.md", "charts/ramus/README.md", .. Directory.EnumerateFiles(Repository.Path("docs"), "*.md")];

    // What concerns a cluster, and `helm template` does not know.
    private static readonly string[] ForClusters = ["--wait", "--create-namespace", "--reuse-values"];

    public static TheoryData<string> Installations() =>
        [.. Pages.SelectMany(page => Command().Matches(File.ReadAllText(Repository.Path(page)).Replace("\\\n", " ", StringComparison.Ordinal)))
            .Select(match => match.Groups["arguments"].Value).Distinct(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Installations))]
    public void The_chart_takes_the_values_of_every_command(string arguments)
    {
        var words = arguments.Replace("PLATFORM", "k3s", StringComparison.Ordinal)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => !ForClusters.Contains(word));

        Tool.Helm4.OrSkip().Run(["template", .. words]).ShouldContain("kind: DaemonSet");
    }

    [Fact]
    public void The_command_that_cleans_a_node_is_the_one_that_the_chart_prints()
    {
        var job = RamusChart.Objects().Single(found => found.TextAt("kind") == "Job");
        var printed = job.At("spec", "template", "spec").ListAt("containers").Single().ListAt("args")
            .Select(argument => argument.ToString()).Single(argument => argument.StartsWith("--node-command=", StringComparison.Ordinal));
        var page = File.ReadAllText(Repository.Path("docs/uninstall.md"));

        Spaces().Replace(page.Replace("\\\n", " ", StringComparison.Ordinal), " ")
            .ShouldContain(printed["--node-command=".Length..]);
    }

    [Fact]
    public void Links_between_the_pages_lead_somewhere()
    {
        var broken =
            from page in Pages
            from match in Link().Matches(File.ReadAllText(Repository.Path(page)))
            let target = Path.Combine(Path.GetDirectoryName(Repository.Path(page))!, match.Groups["path"].Value)
            where !Path.Exists(target)
            select $"{page}: {match.Groups["path"].Value}";

        broken.ShouldBeEmpty();
    }

    [GeneratedRegex(@"^ *helm (install|upgrade) (?<arguments>ramus charts/ramus\b.*)$", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\]\((?<path>[^)#:]+)(#[^)]*)?\)")]
    private static partial Regex Link();
}
