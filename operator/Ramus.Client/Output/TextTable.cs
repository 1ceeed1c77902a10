using System.Text;

namespace Ramus.Client.Output;

/// <summary>Columns with headings, as kubectl prints them.</summary>
internal static class TextTable
{
    private const int Gap = 3;

    /// <summary>The table; rows have one text per heading.</summary>
    public static string Of(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        List<IReadOnlyList<string>> all =
        [
            headings,
            .. rows.Select(static row => row.Select(VisibleWriter.OneLine).Select(VisibleWriter.Of).ToList()),
        ];
        var widths = Enumerable.Range(0, headings.Count).Select(column => all.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in all)
        {
            var line = new StringBuilder();
            for (var column = 0; column < row.Count; column++)
            {
                line.Append(row[column].PadRight(widths[column] + Gap));
            }

            text.Append(line.ToString().TrimEnd()).Append('\n');
        }

        return text.ToString();
    }
}
