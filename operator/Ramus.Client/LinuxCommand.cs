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
        "needs Linux, because it works with network namespaces and the files of a node: run it on a Linux machine");
}
