namespace Ramus.Conformance.Reporting;

/// <summary>The list of intended deviations: lines "- **ID ID** reason" of a page.</summary>
internal static class Reasons
{
    /// <summary>The rows of these clauses, each identified by all its IDs.</summary>
    public static IReadOnlySet<string> Read(string? page)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in page is null ? [] : File.ReadLines(page))
        {
            if (line.StartsWith("- **", StringComparison.Ordinal)
                && line.IndexOf("** ", 4, StringComparison.Ordinal) is > 0 and var end)
            {
                ids.Add(line[4..end]);
            }
        }

        return ids;
    }
}
