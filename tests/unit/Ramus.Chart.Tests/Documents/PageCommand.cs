using System.Text.RegularExpressions;

namespace Ramus.Chart.Tests.Documents;

/// <summary>A command that a page tells its readers to type.</summary>
/// <param name="Page">Where.</param>
/// <param name="Text">The command on one line.</param>
internal sealed partial record PageCommand(string Page, string Text)
{
    private static readonly string[] Pages =
    [
        "README.md", "CONTRIBUTING.md", "charts/README.md", "charts/ramus/README.md", "config/README.md",
        "config/samples/README.md", "config/samples/seed/README.md", "tests/README.md", "tests/cluster/README.md",
        .. Directory.EnumerateFiles(Repository.Path("docs"), "*.md")
            .Select(static path => $"docs/{Path.GetFileName(path)}"),
    ];

    // Blocks of these languages hold no commands; one without a language, and console, hold nothing else.
    private static readonly string[] Data = ["text", "yaml", "json", "promql"];

    /// <summary>
    /// All of them: those in blocks, and those within a sentence; kubectl or helm with one word more is a name there.
    /// </summary>
    public static IReadOnlyList<PageCommand> All { get; } = [.. Pages.SelectMany(static page => Of(page)).Distinct()];

    public bool StartsWith(string start) => Text.StartsWith(start, StringComparison.Ordinal);

    private static IEnumerable<PageCommand> Of(string page)
    {
        var text = File.ReadAllText(Repository.Path(page));
        var blocks = Block().Matches(text).Where(static block => !Data.Contains(block.Groups["language"].Value))
            .SelectMany(static block => Lines(block.Groups["text"].Value, block.Groups["language"].Value == "console"));
        var sentences = Inline().Matches(Block().Replace(text, ""))
            .Select(static match => match.Groups["text"].Value.ReplaceLineEndings(" "));
        return blocks.Concat(sentences).Select(line => new PageCommand(page, Spaces().Replace(line, " ").Trim()));
    }

    // In a console the commands have a prompt, and the rest is what they print.
    private static IEnumerable<string> Lines(string block, bool isConsole)
    {
        var lines = block.Replace("\\\n", " ", StringComparison.Ordinal);
        lines = Loop().Replace(
            lines, static loop => NewLine().Replace(loop.Value, "; ").Replace("do; ", "do ", StringComparison.Ordinal));
        return lines.Split('\n').Select(static line => line.Trim())
            .Where(line => line.Length > 0 && (!isConsole || line.StartsWith("$ ", StringComparison.Ordinal)))
            .Select(line => Comment().Replace(isConsole ? line[2..] : line, ""));
    }

    [GeneratedRegex(@"^ *```(?<language>\w*)\n(?<text>.*?)^ *```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"`(?<text>(?:make \w|(?:kubectl|helm) [^\s`]+\s|(?:tests|docs/site)/[^\s`]+\s)[^`…]+)`")]
    private static partial Regex Inline();

    [GeneratedRegex(@"for .*?\bdone\b", RegexOptions.Singleline)]
    private static partial Regex Loop();

    [GeneratedRegex(@"\s*\n\s*")]
    private static partial Regex NewLine();

    [GeneratedRegex(@"\s{2,}#.*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
