using System.CommandLine;
using Ramus.Node.Hosting;
using Ramus.Node.Uninstall;

const int Misused = 2;

// The container's command line has only the agent's options.
string[] words = args is [['-', ..], ..] && args[0] is not ("--help" or "-h" or "-?" or "--version")
    ? ["agent", .. args]
    : args.Length == 0 ? ["agent"] : args;

var program = new RootCommand("ramus-node: the node's part of Ramus, which gives pods more than one network.")
{
    AgentCommand.Create(),
    UninstallCommand.Create(),
};
var line = program.Parse(words);
var status = await line.InvokeAsync(new InvocationConfiguration
{
    // SIGTERM: who is being answered gets the answer.
    ProcessTerminationTimeout = TimeSpan.FromSeconds(12),
});
return line.Errors.Count == 0 ? status : Misused;
