namespace Ramus.Conformance.Reporting;

/// <summary>The list of clauses that are knowingly not kept: lines "- **ID ID** reason" of a page.</summary>
internal static class Reasons
{
    /// <summary>Their rows of the table, each by all of its ids.</summary>
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
