using System.Text.RegularExpressions;
using Ramus.Contract.NodeDisk;

namespace Ramus.Chart.Tests.Documents;

/// <summary>What the pages for users tell them to type is right.</summary>
public sealed partial class CommandTests
{
    private static readonly string[] Pages =
        ["charts/README.md", "charts/ramus/README.md", "config/samples/README.md", .. Directory.EnumerateFiles(
            Repository.Path("docs"), "*.md")];

    // What concerns a cluster, and `helm template` does not know.
    private static readonly string[] ForClusters =
        ["--wait", "--create-namespace", "--reuse-values", "--reset-then-reuse-values"];

    public static TheoryData<string> Installations() =>
        [.. Pages.Select(page => File.ReadAllText(Repository.Path(page)))
            .SelectMany(text => Command().Matches(text.Replace("\\\n", " ", StringComparison.Ordinal)))
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
        var page = File.ReadAllText(Repository.Path("docs/uninstall.md"));

        Spaces().Replace(page.Replace("\\\n", " ", StringComparison.Ordinal), " ")
            .ShouldContain(CleanCommand());
    }

    [Fact]
    public void The_command_that_cleans_a_node_removes_all_that_is_ours_there()
    {
        CleanCommand().ShouldBe(NodeLayout.Standard.CleanCommand);
        CleanCommand("--set", "host.confDir=/c/net.d,host.binDir=/b,host.stateDir=/s/ramus,host.runDir=/r")
            .ShouldBe(new NodeLayout("/c/net.d", "/b", "/s/ramus", "/r").CleanCommand);
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

    [Fact]
    public void Links_to_a_heading_lead_to_one()
    {
        var broken =
            from page in Pages
            let file = Repository.Path(page)
            from match in Link().Matches(File.ReadAllText(file))
            let heading = match.Groups["heading"].Value
            where heading.Length > 0 && match.Groups["path"].Value.EndsWith(".md", StringComparison.Ordinal)
            let target = Path.Combine(Path.GetDirectoryName(file)!, match.Groups["path"].Value)
            where !Heading().Matches(File.ReadAllText(target))
                .Any(found => Anchor(found.Groups[1].Value) == heading[1..])
            select $"{page}: {match.Groups["path"].Value}{heading}";

        broken.ShouldBeEmpty();
    }

    // As GitHub makes it, and docs/site/slug.mjs for the site.
    private static string Anchor(string heading) =>
        NoLetter().Replace(heading.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"^ *helm (install|upgrade) (?<arguments>ramus charts/ramus\b.*)$", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\]\((?<path>[^)#:]+)(?<heading>#[^)]*)?\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NoLetter();

    private static string CleanCommand(params IEnumerable<string> arguments)
    {
        const string option = "--node-command=";
        return RamusChart.Objects(arguments).Single(found => found.TextAt("kind") == "Job")
            .At("spec", "template", "spec").ListAt("containers").Single().ListAt("args")
            .Select(argument => argument.ToString())
            .Single(argument => argument.StartsWith(option, StringComparison.Ordinal))[option.Length..];
    }
}
