using System.CommandLine;
using Ramus.Client;
using Ramus.Kubernetes.Options;
using Ramus.Node.Commands;
using Ramus.Node.Hosting;
using Ramus.Operator.Hosting;
using Ramus.Webhook.Hosting;

namespace Ramus.Programs.Tests;

/// <summary>The programs with options, started as in their Program.cs.</summary>
internal sealed record RunningProgram(string Name, Func<RootCommand> Build, Func<string[], Task<int>> Main)
{
    public static IReadOnlyList<RunningProgram> All { get; } =
    [
        new(
            "ramus-node", () => NodeCommand.Create(static (_, _) => Task.FromResult(0)),
            arguments => ProgramLine.RunAsync(
                "ramus-node", NodeCommand.Create(AgentHost.RunAsync), NodeCommand.WithAgent(arguments))),
        new(
            "ramus-operator", () => OperatorCommand.Build(static (_, _) => Task.FromResult(0)),
            OperatorProgram.RunAsync),
        new(
            "ramus-webhook", () => WebhookCommand.Build(static (_, _) => Task.FromResult(0)),
            WebhookProgram.RunAsync),
        new("kubectl-ramus", ClientProgram.Build, ClientProgram.RunAsync),
    ];

    /// <summary>Every command with its own options, as the words of its command line.</summary>
    public static IEnumerable<(RunningProgram Program, string[] Words, Command Command)> Commands() =>
        from program in All
        from found in Below(program.Build(), [])
        select (program, found.Words, found.Command);

    public static RunningProgram Find(string name) => All.Single(program => program.Name == name);

    /// <summary>Runs the program with arguments and environment variables; returns its exit code and output.</summary>
    public async Task<Ended> RunAsync(
        IReadOnlyList<string> arguments, params (string Variable, string Value)[] environment)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var (before, errorsBefore) = (Console.Out, Console.Error);
        Console.SetOut(output);
        Console.SetError(errors);
        foreach (var (variable, value) in environment)
        {
            Environment.SetEnvironmentVariable(variable, value);
        }

        try
        {
            return new Ended(await Main([.. arguments]), output.ToString(), errors.ToString());
        }
        finally
        {
            foreach (var (variable, _) in environment)
            {
                Environment.SetEnvironmentVariable(variable, null);
            }

            Console.SetOut(before);
            Console.SetError(errorsBefore);
        }
    }

    private static IEnumerable<(string[] Words, Command Command)> Below(Command command, string[] words) =>
        command.Subcommands.SelectMany(sub => Below(sub, [.. words, sub.Name]))
            .Concat(command.Options.OfType<ProgramOption>().Any() ? [(words, command)] : []);
}
