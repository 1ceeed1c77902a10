using System.Text.RegularExpressions;

namespace Ramus.Chart.Tests.Documents;

/// <summary>The programs' sources: where no assembly could be asked, since words are private there.</summary>
internal static class Sources
{
    private static readonly Lazy<string> Everything =
        new(() => string.Join('\n', Below("operator", "cni-plugin", "webhook")));

    public static string All => Everything.Value;

    /// <summary>The first group of every match.</summary>
    public static IReadOnlyList<string> Find(string text, string pattern) =>
    [
        .. Regex.Matches(text, pattern, RegexOptions.Singleline)
            .Select(static match => match.Groups[1].Value).Distinct(),
    ];

    private static IEnumerable<string> Below(params IEnumerable<string> folders) => folders
        .SelectMany(static folder =>
            Directory.EnumerateFiles(Repository.Path(folder), "*.cs", SearchOption.AllDirectories))
        .Select(File.ReadAllText);
}
