using Ramus.Kubernetes.Options;
using Ramus.Node.Commands;
using Ramus.Node.Hosting;

return await ProgramLine.RunAsync(
    "ramus-node", NodeCommand.Create(AgentHost.RunAsync), NodeCommand.WithAgent(args));
