using System.CommandLine;
using System.CommandLine.Parsing;

namespace Ramus.Kubernetes.Options;

/// <summary>The options' values in one run: from arguments, else from the environment, else the defaults.</summary>
public sealed class OptionValues
{
    private const int LongestShown = 100;

    private readonly Func<Option, OptionResult?> arguments;
    private readonly Func<string, string?> environment;
    private readonly Func<Argument, ArgumentResult?> operands;

    internal OptionValues(
        Func<Option, OptionResult?> arguments, Func<string, string?> environment,
        Func<Argument, ArgumentResult?>? operands = null)
    {
        this.arguments = arguments;
        this.environment = environment;
        this.operands = operands ?? (static _ => null);
    }

    /// <summary>The values of an argument without a name, in the order of the command line.</summary>
    public IReadOnlyList<string> Get(ProgramArgument argument)
    {
        ArgumentNullException.ThrowIfNull(argument);
        return operands(argument) is { } given ? [.. given.Tokens.Select(static token => token.Value)] : [];
    }

    /// <exception cref="FormatException">The value is wrong. Not thrown after the command line was checked.</exception>
    public T Get<T>(ProgramOption<T> option)
    {
        ArgumentNullException.ThrowIfNull(option);
        return option.Read(this);
    }

    /// <summary>The option's values, in the order of the command line.</summary>
    /// <exception cref="FormatException">A value is wrong. Not thrown after the command line was checked.</exception>
    public IReadOnlyList<T> Get<T>(RepeatedOption<T> option)
    {
        ArgumentNullException.ThrowIfNull(option);
        return option.Read(this);
    }

    /// <summary>The option's text; null when it is empty.</summary>
    public string? GetOrNull(ProgramOption<string> option) => Get(option) is { Length: > 0 } text ? text : null;

    /// <summary>The text on one line, shortened for a message.</summary>
    internal static string Shown(string text)
    {
        var line = string.Concat(text.Select(static c => char.IsControl(c) ? '?' : c));
        return line.Length <= LongestShown ? line : $"{line[..LongestShown]}...";
    }

    /// <summary>The given texts and their source; no text means the option's name alone. Null when not given.</summary>
    internal (string Source, IReadOnlyList<string> Texts)? Find(ProgramOption option)
    {
        foreach (var one in (Option?[])[option, option.Former])
        {
            if (one is not null && arguments(one) is { Implicit: false } given)
            {
                if (given.Tokens.Count > 0 && given.IdentifierTokenCount > given.Tokens.Count)
                {
                    // The parser does not keep the order of the two, so it is unknown which one was last.
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
            // An empty variable counts as absent, because a pod's specification often has a variable for each setting.
            if (environment(variable) is { Length: > 0 } text)
            {
                return (variable, [text]);
            }
        }

        return null;
    }
}
