using System.CommandLine;
using Ramus.Node.Install;
using Ramus.Node.Running;

// The container's command line has only the agent's options.
string[] words = args is [['-', ..], ..] && args[0] is not ("--help" or "-h" or "-?" or "--version")
    ? ["agent", .. args]
    : args.Length == 0 ? ["agent"] : args;

var program = new RootCommand("ramus-node: the node's part of Ramus, which gives Kubernetes pods more than one network.")
{
    AgentCommand.Create(),
    UninstallCommand.Create(),
};
return await program.Parse(words).InvokeAsync(new InvocationConfiguration
{
    // SIGTERM: who is being answered gets the answer.
    ProcessTerminationTimeout = TimeSpan.FromSeconds(12),
});
