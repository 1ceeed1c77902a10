using System.CommandLine;
using System.CommandLine.Parsing;

namespace Ramus.Kubernetes.Options;

/// <summary>The options' values of one run: arguments first, then the environment, then the defaults.</summary>
public sealed class OptionValues
{
    private const int LongestShown = 100;

    private readonly Func<Option, OptionResult?> arguments;
    private readonly Func<string, string?> environment;

    internal OptionValues(Func<Option, OptionResult?> arguments, Func<string, string?> environment)
    {
        this.arguments = arguments;
        this.environment = environment;
    }

    /// <exception cref="FormatException">It is wrong; never once the command line has been checked.</exception>
    public T Get<T>(ProgramOption<T> option)
    {
        ArgumentNullException.ThrowIfNull(option);
        return option.Read(this);
    }

    /// <summary>The option's values, in the order in which they were given.</summary>
    /// <exception cref="FormatException">One is wrong; never once the command line has been checked.</exception>
    public IReadOnlyList<T> Get<T>(RepeatedOption<T> option)
    {
        ArgumentNullException.ThrowIfNull(option);
        return option.Read(this);
    }

    /// <summary>The option's text; null when it is empty.</summary>
    public string? GetOrNull(ProgramOption<string> option) => Get(option) is { Length: > 0 } text ? text : null;

    /// <summary>A text on one line, and not too long for it.</summary>
    internal static string Shown(string text)
    {
        var line = string.Concat(text.Select(static c => char.IsControl(c) ? '?' : c));
        return line.Length <= LongestShown ? line : $"{line[..LongestShown]}...";
    }

    /// <summary>What was given and where; no text is the name alone. Null when nothing was given.</summary>
    internal (string Source, IReadOnlyList<string> Texts)? Find(ProgramOption option)
    {
        foreach (var one in (Option?[])[option, option.Former])
        {
            if (one is not null && arguments(one) is { Implicit: false } given)
            {
                if (given.Tokens.Count > 0 && given.IdentifierTokenCount > given.Tokens.Count)
                {
                    // The order of the two is not known any more.
                    throw new FormatException($"{one.Name} is given both with and without a value");
                }

                return (one.Name, [.. given.Tokens.Select(static token => token.Value)]);
            }
        }

        string?[] variables =
        [
            option.Hidden ? null : option.Variable,
            option.FormerName is { } former ? ProgramOption.VariableOf(former) : null,
            option.FallbackVariable,
        ];
        foreach (var variable in variables.OfType<string>())
        {
            // Empty counts as absent: a pod's specification often has a variable for each setting.
            if (environment(variable) is { Length: > 0 } text)
            {
                return (variable, [text]);
            }
        }

        return null;
    }
}
