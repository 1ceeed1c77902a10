namespace Ramus.Chart.Tests.Values;

/// <summary>values.yaml by its lines: the comment above a key is its description.</summary>
internal static class ValuesFile
{
    /// <summary>Every value that can be set, in the file's order.</summary>
    public static IReadOnlyList<DocumentedValue> Read()
    {
        var values = new List<DocumentedValue>();
        var path = new List<string>();
        var comment = new List<string>();
        foreach (var line in File.ReadLines(Repository.Path($"{RamusChart.Folder}/values.yaml")).Skip(1))
        {
            var text = line.TrimStart();
            var depth = (line.Length - text.Length) / 2;
            if (text.StartsWith("# ", StringComparison.Ordinal))
            {
                comment.Add(text[2..]);
            }
            else if (text.Length > 0 && text[0] != '-' && text.Split(": ", 2) is var parts)
            {
                path.RemoveRange(depth, path.Count - depth);
                path.Add(parts[0].TrimEnd(':'));
                values.Add(new(string.Join('.', path), parts.ElementAtOrDefault(1), string.Join(' ', comment)));
                comment.Clear();
            }
            else
            {
                comment.Clear();
            }
        }

        return [.. values.Where(value => !values.Any(other => other.IsBelow(value) && other.Description.Length > 0))
            .Where(value => !values.Any(other => value.IsBelow(other) && IsWhole(other, values)))];
    }

    // Resources, selectors and strategies are documented as a whole: nothing below them has a comment of its own.
    private static bool IsWhole(DocumentedValue value, List<DocumentedValue> all) =>
        value.Description.Length > 0 && !all.Any(other => other.IsBelow(value) && other.Description.Length > 0);
}
