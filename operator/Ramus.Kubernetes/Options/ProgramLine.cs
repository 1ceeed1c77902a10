using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Reflection;

namespace Ramus.Kubernetes.Options;

/// <summary>
/// Runs the command line of all our programs. Exit status: 0 stopped on request, 1 failed, 2 wrong usage; each failure
/// is one line on standard error.
/// </summary>
public static class ProgramLine
{
    public const int Failed = 1;

    /// <summary>The exit status of a wrong command line or environment.</summary>
    public const int WrongUsage = 2;

    public static string Version { get; } =
        Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? "0";

    /// <summary>Parses the command line and runs the command.</summary>
    /// <param name="program">The program's name.</param>
    /// <param name="root">The root command.</param>
    /// <param name="arguments">The arguments without the program's name.</param>
    /// <param name="grace">
    /// The time after which the process ends even if the command has not reacted to SIGINT or SIGTERM, which cancel it;
    /// null for programs whose host handles the signals.
    /// </param>
    public static async Task<int> RunAsync(
        string program, RootCommand root, IReadOnlyList<string> arguments, TimeSpan? grace = null)
    {
        ArgumentNullException.ThrowIfNull(root);
        foreach (var version in root.Options.OfType<VersionOption>())
        {
            version.Action = new WriteVersion(program);
        }

        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var name = string.Join(' ', [program, .. CommandPath(parsed.CommandResult)]);
        if (parsed.Action is ParseErrorAction)
        {
            var mistake = parsed.UnmatchedTokens is [var unknown, ..]
                ? $"'{OptionValues.Shown(unknown)}' is not an option or a command"
                : parsed.Errors[0].Message.TrimEnd('.');
            await Console.Error.WriteLineAsync($"{name}: {OneLine(mistake)} (see {name} --help)");
            return WrongUsage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = grace,
            });
        }
        catch (ProgramException e)
        {
            await Console.Error.WriteLineAsync($"{name}: {OneLine(e.Message)}");
            return e.Status;
        }
#pragma warning disable CA1031 // The program's boundary: any exception becomes one line and a status.
        catch (Exception e)
#pragma warning restore CA1031
        {
            await Console.Error.WriteLineAsync($"{name}: {e.GetType().Name}: {OneLine(e.Message)}");
            return Failed;
        }
    }

    private static IEnumerable<string> CommandPath(CommandResult result) =>
        result.Parent is CommandResult parent ? CommandPath(parent).Append(result.Command.Name) : [];

    private static string OneLine(string text) => string.Join(' ', text.Split(
        ['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private sealed class WriteVersion(string program) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine($"{program} {Version}");
            return 0;
        }
    }
}
