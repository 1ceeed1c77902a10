using System.CommandLine;
using Ramus.Kubernetes.Options;

namespace Ramus.Client.Completion;

/// <summary>The words that can follow in a command line.</summary>
internal static class Candidates
{
    /// <summary>The candidates for the last word, and whether file names are candidates too.</summary>
    /// <param name="root">The program.</param>
    /// <param name="words">The words after the program's name; the last one is incomplete, and may be empty.</param>
    public static (IReadOnlyList<(string Word, string Description)> Words, bool AreFiles) For(
        Command root, IReadOnlyList<string> words)
    {
        var (command, last) = (root, words.Count == 0 ? "" : words[^1]);
        Option? open = null;
        foreach (var word in words.SkipLast(1))
        {
            if (word.StartsWith('-'))
            {
                open = word.Contains('=') ? null : Find(command, word) is { Arity.MinimumNumberOfValues: > 0 } option
                    ? option
                    : null;
                continue;
            }

            command = open is null
                ? command.Subcommands.FirstOrDefault(one => one.Name == word) ?? command
                : command;
            open = open is { AllowMultipleArgumentsPerToken: true } ? open : null;
        }

        if (open is not null && !last.StartsWith('-'))
        {
            return Values(open, last, "");
        }

        var equals = last.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && Find(command, last[..equals]) is { } inline
            ? Values(inline, last[(equals + 1)..], last[..(equals + 1)])
            : ([.. Names(command, last)], false);
    }

    private static Option? Find(Command command, string name) =>
        command.Options.FirstOrDefault(option => option.Name == name || option.Aliases.Contains(name));

    private static (IReadOnlyList<(string, string)>, bool) Values(Option option, string begun, string prefix)
    {
        var words = option is ProgramOption { Words: var known } ? known : [];
        var fitting = words.Where(word => word.StartsWith(begun, StringComparison.Ordinal));
        return ([.. fitting.Select(word => (prefix + word, ""))], words.Count == 0);
    }

    private static IEnumerable<(string, string)> Names(Command command, string begun)
    {
        var names = command.Subcommands.Where(static one => !one.Hidden)
            .Select(static one => (one.Name, FirstSentence(one.Description)));
        var options = begun.StartsWith('-')
            ? command.Options.Where(static one => !one.Hidden)
                .Select(static one => (one.Name, FirstSentence(one.Description)))
            : [];
        return names.Concat(options).Where(one => one.Name.StartsWith(begun, StringComparison.Ordinal))
            .OrderBy(static one => one.Name, StringComparer.Ordinal);
    }

    private static string FirstSentence(string? text) =>
        (text ?? "").Split(". ", 2)[0].TrimEnd('.').ReplaceLineEndings(" ");
}
