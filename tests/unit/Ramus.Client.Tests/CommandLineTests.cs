using System.CommandLine;
using System.Text.RegularExpressions;
using Ramus.Client.Help;
using Command = System.CommandLine.Command;

namespace Ramus.Client.Tests;

/// <summary>The command lines that the pages and the help tell users to type.</summary>
public sealed partial class CommandLineTests
{
    public static TheoryData<string> OfPages() =>
    [
        .. Directory.EnumerateFiles(Repository.Path("docs"), "*.md").Append(Repository.Path("README.md"))
            .SelectMany(static page => Typed().Matches(File.ReadAllText(page)))
            .Select(static match => match.Groups["arguments"].Value.Trim())
            .Where(static line => !line.Contains('…') && !line.StartsWith("__complete", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal),
    ];

    public static TheoryData<string> OfHelp() =>
    [
        .. Below(ClientProgram.Build()).OfType<ExampleCommand>().SelectMany(static command => command.Examples)
            .SelectMany(static example => Typed().Matches(example))
            .Select(static match => match.Groups["arguments"].Value.Trim()).Distinct(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(OfPages))]
    [MemberData(nameof(OfHelp))]
    public void The_program_understands_it(string arguments)
    {
        var words = arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static word => word.Trim('"'));
        var parsed = ClientProgram.Build().Parse(words.ToList());

        parsed.Errors.ShouldBeEmpty(arguments);
        parsed.CommandResult.Command.ShouldNotBeOfType<RootCommand>(arguments);
    }

    /// <summary>The commands that are older than the examples have none.</summary>
    [Fact]
    public void Every_command_has_examples()
    {
        var without = Below(ClientProgram.Build())
            .Where(static command => command.Subcommands.Count == 0 && !command.Hidden
                && command is not ExampleCommand { Examples.Count: > 0 })
            .Select(static command => command.Name);

        without.Except(["plan", "apply", "undo", "port-probe"]).ShouldBeEmpty();
    }

    private static IEnumerable<Command> Below(Command command) =>
        command.Subcommands.SelectMany(static sub => Below(sub).Prepend(sub));

    // Up to the end of the line, of the quotation, or of this part of a pipe.
    [GeneratedRegex(@"kubectl[ -]ramus (?<arguments>[a-z_][^`\n|>)]*)")]
    private static partial Regex Typed();
}
