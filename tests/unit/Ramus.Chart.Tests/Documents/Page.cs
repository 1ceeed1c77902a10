using System.Text.RegularExpressions;

namespace Ramus.Chart.Tests.Documents;

/// <summary>A page of docs/, in the parts that tests compare with the code.</summary>
internal sealed partial class Page(string name)
{
    private readonly string text = File.ReadAllText(Repository.Path($"docs/{name}"));

    public string Text => text;

    /// <summary>What stands in backquotes in the first cells of the tables between two marks or headings.</summary>
    public IReadOnlyList<string> FirstCells(string from, string to) => Cells(from, to, 1);

    /// <summary>What stands in backquotes in the cells of one column, from 1.</summary>
    public IReadOnlyList<string> Cells(string from, string to, int column) =>
    [
        .. Between(from, to).Split('\n').Where(static line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(line => line.Split('|')[column])
            .SelectMany(static cell => Code().Matches(cell).Select(static match => match.Groups[1].Value)),
    ];

    public string Between(string from, string to)
    {
        var start = text.IndexOf(from, StringComparison.Ordinal);
        start.ShouldBeGreaterThanOrEqualTo(0, $"{name} has no \"{from}\"");
        var end = text.IndexOf(to, start + from.Length, StringComparison.Ordinal);
        end.ShouldBeGreaterThan(start, $"{name} has no \"{to}\" after \"{from}\"");
        return text[start..end];
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
