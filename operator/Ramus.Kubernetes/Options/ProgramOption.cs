using System.CommandLine;

namespace Ramus.Kubernetes.Options;

/// <summary>
/// One option of a program, given as an argument or in the environment: --health-port or RAMUS_HEALTH_PORT.
/// System.CommandLine sees its values as strings, so that all wrong values are refused here with the same words.
/// </summary>
public abstract class ProgramOption : Option<string[]>
{
    /// <param name="name">The name with both dashes.</param>
    /// <param name="helpName">The value's name in the help.</param>
    /// <param name="needsValue">Whether the option must have a value.</param>
    private protected ProgramOption(string name, string helpName, bool needsValue)
        : base(name)
    {
        HelpName = helpName;
        // If an option is given twice, the last value wins: the chart's extraArgs come after its own arguments.
        Arity = needsValue ? ArgumentArity.OneOrMore : ArgumentArity.ZeroOrMore;
    }

    /// <summary>The environment variable of this option.</summary>
    public string Variable => VariableOf(Name);

    /// <summary>The option's name in an earlier version, still accepted but hidden; null when there is none.</summary>
    public string? FormerName
    {
        get;
        init
        {
            field = value;
            Former = value is null ? null : new Option<string[]>(value) { Hidden = true, Arity = Arity };
        }
    }

    /// <summary>A second environment variable, which the pod's specification sets; read last.</summary>
    public string? FallbackVariable { get; init; }

    /// <summary>The default value as text; empty when there is none.</summary>
    public abstract string DefaultText { get; }

    /// <summary>The allowed words; empty when other values are allowed too.</summary>
    public abstract IReadOnlyList<string> Words { get; }

    internal Option<string[]>? Former { get; private init; }

    internal static string VariableOf(string name) => $"RAMUS_{name[2..].Replace('-', '_').ToUpperInvariant()}";

    /// <summary>Checks the value.</summary>
    /// <exception cref="FormatException">The value is wrong; the message names its source.</exception>
    internal abstract void Check(OptionValues values);

    /// <summary>Reads one text; null means the option's name alone.</summary>
    private protected static T Read<T>(ValueKind<T> kind, string source, string? text)
    {
        try
        {
            return kind.Read(text ?? kind.Bare ?? "");
        }
        catch (FormatException e)
        {
            throw new FormatException($"{source}: '{OptionValues.Shown(text ?? "")}' {e.Message}", e);
        }
    }
}
