namespace Ramus.Contract.Policy;

/// <summary>Names with <c>*</c> for any run of characters, for example <c>tenant-*</c>.</summary>
public static class NamePattern
{
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        // The position to return to: after the last star, and the start of its match in the name.
        var (p, n, star, run) = (0, 0, -1, 0);
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, run) = (p++, n);
            }
            else if (p < pattern.Length && pattern[p] == name[n])
            {
                p++;
                n++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                n = ++run;
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].TrimStart('*').IsEmpty;
    }

    /// <summary>Whether one of the patterns matches every name.</summary>
    public static bool MatchAll(IReadOnlyList<string> patterns) =>
        patterns.Any(static pattern => pattern.Length > 0 && pattern.AsSpan().TrimStart('*').IsEmpty);

    public static bool MatchesAny(IReadOnlyList<string> patterns, string name)
    {
        foreach (var pattern in patterns)
        {
            if (Matches(pattern, name))
            {
                return true;
            }
        }

        return false;
    }
}
