using System.CommandLine;

namespace Ramus.Kubernetes.Options;

/// <summary>
/// One option of a program, given as an argument or in the environment: --health-port as RAMUS_HEALTH_PORT. Its values
/// are texts for System.CommandLine, so that each wrong one is refused here, in the same words.
/// </summary>
public abstract class ProgramOption : Option<string[]>
{
    /// <param name="name">With both dashes.</param>
    /// <param name="helpName">The value in the help.</param>
    /// <param name="needsValue">Whether the name alone is a mistake.</param>
    private protected ProgramOption(string name, string helpName, bool needsValue)
        : base(name)
    {
        HelpName = helpName;
        // Given twice, the last one counts: the chart's extraArgs follow its own.
        Arity = needsValue ? ArgumentArity.OneOrMore : ArgumentArity.ZeroOrMore;
    }

    /// <summary>The environment variable that means the same; a hidden option has none.</summary>
    public string Variable => VariableOf(Name);

    /// <summary>The name of an earlier version, which is still read and not shown; null when there is none.</summary>
    public string? FormerName
    {
        get;
        init
        {
            field = value;
            Former = value is null ? null : new Option<string[]>(value) { Hidden = true, Arity = Arity };
        }
    }

    /// <summary>A variable of another name that the pod's specification sets; read last.</summary>
    public string? FallbackVariable { get; init; }

    /// <summary>The default as it would be written; empty when there is none.</summary>
    public abstract string DefaultText { get; }

    internal Option<string[]>? Former { get; private init; }

    internal static string VariableOf(string name) => $"RAMUS_{name[2..].Replace('-', '_').ToUpperInvariant()}";

    /// <summary>Reads the value without keeping it.</summary>
    /// <exception cref="FormatException">It is wrong; the message names its source.</exception>
    internal abstract void Check(OptionValues values);

    /// <summary>Reads one text; null is the name alone.</summary>
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
