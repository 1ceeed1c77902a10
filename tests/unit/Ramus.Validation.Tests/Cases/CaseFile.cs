namespace Ramus.Validation.Tests.Cases;

/// <summary>
/// Case files: blocks of "key: text", separated by empty lines. A line that starts with spaces continues the text
/// above; a line that starts with '#' is a comment.
/// </summary>
internal static class CaseFile
{
    public static IReadOnlyList<NetworkCase> All(string folder) =>
    [
        .. Directory.GetFiles(Repository.Path($"tests/golden/validation/{folder}"), "*.txt")
            .Order(StringComparer.Ordinal)
            .SelectMany(Read),
    ];

    public static IReadOnlyList<NetworkCase> Read(string file)
    {
        var cases = new List<NetworkCase>();
        var entries = new List<(string, string)>();
        var start = 0;
        var number = 0;
        foreach (var line in File.ReadLines(file).Append(""))
        {
            number++;
            if (line.Length == 0)
            {
                if (entries.Count > 0)
                {
                    cases.Add(new NetworkCase(file, start, entries));
                    entries = [];
                }
            }
            else if (line[0] == ' ')
            {
                entries[^1] = (entries[^1].Item1, $"{entries[^1].Item2}\n{line}");
            }
            else if (line[0] != '#')
            {
                start = entries.Count == 0 ? number : start;
                var colon = line.IndexOf(':', StringComparison.Ordinal);
                entries.Add((line[..colon], line[(colon + 1)..].Trim()));
            }
        }

        return cases;
    }
}
