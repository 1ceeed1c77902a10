using System.CommandLine;
using Ramus.Kubernetes.Options;

namespace Ramus.Client;

/// <summary>Takes the place of a command for Linux on other systems: says that it needs Linux.</summary>
internal static class LinuxCommand
{
    /// <summary>The command, for the program's root command.</summary>
    public static Command Create(string name)
    {
        var command = new Command(name, "Needs Linux.") { TreatUnmatchedTokensAsErrors = false };
        command.SetAction(Refuse);
        return command;
    }

    private static int Refuse(ParseResult parsed) => throw ProgramException.WrongUsage(
        $"`{parsed.CommandResult.Command.Name}` needs Linux: run it on a Linux machine");
}
