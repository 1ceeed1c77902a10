using System.CommandLine;
using Ramus.Node.Hosting;
using Ramus.Node.Uninstall;

namespace Ramus.Node.Commands;

/// <summary>The command line of ramus-node.</summary>
internal static class NodeCommand
{
    /// <summary>The root command; <paramref name="run"/> runs the agent.</summary>
    public static RootCommand Create(
        Func<AgentOptions, CancellationToken, Task<int>> run, Func<string, string?>? environment = null) =>
        new("ramus-node: the node agent of Ramus, which attaches pods to multiple networks.")
        {
            AgentCommand.Create(run, environment),
            UninstallCommand.Create(),
        };

    /// <summary>
    /// Adds the command `agent` when the command line has none: the container has only the agent's options.
    /// </summary>
    public static string[] WithAgent(string[] arguments) =>
        arguments is [['-', ..], ..] && arguments[0] is not ("--help" or "-h" or "-?" or "--version")
            ? ["agent", .. arguments]
            : arguments.Length == 0 ? ["agent"] : arguments;
}
