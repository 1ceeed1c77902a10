using System.CommandLine;
using Ramus.Client.Migration;
using Ramus.Client.Try;

var program = new RootCommand("kubectl-ramus: what people call of Ramus; beside kubectl it is `kubectl ramus`.")
{
    TryCommand.Create(),
    MigrateCommand.Create(),
};
var line = program.Parse(args);
var status = await line.InvokeAsync(new InvocationConfiguration
{
    // Ctrl-C: a scratch node is taken away before the program ends.
    ProcessTerminationTimeout = TimeSpan.FromSeconds(12),
});
return line.Errors.Count == 0 ? status : TryCommand.Misused;
