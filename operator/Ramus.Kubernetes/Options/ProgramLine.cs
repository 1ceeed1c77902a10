using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Reflection;

namespace Ramus.Kubernetes.Options;

/// <summary>
/// Runs a program's command line the same way for all of them. Exit status: 0 stopped when asked to, 1 failed, 2 wrong
/// usage; each failure is one line on the standard error.
/// </summary>
public static class ProgramLine
{
    public const int Failed = 1;

    /// <summary>The exit status of a wrong command line or environment.</summary>
    public const int WrongUsage = 2;

    public static string Version { get; } =
        Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? "0";

    /// <summary>Parses and runs.</summary>
    /// <param name="program">The program's name.</param>
    /// <param name="root">Its commands.</param>
    /// <param name="arguments">Without the program's name.</param>
    /// <param name="grace">
    /// How long after SIGINT or SIGTERM, which cancel the command, the process is ended anyway; null for programs whose
    /// host handles the signals.
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
#pragma warning disable CA1031 // The rim: whatever ends the program is one line and a status, not an abort.
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
