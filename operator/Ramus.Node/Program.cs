using Ramus.Kubernetes.Options;
using Ramus.Node.Hosting;
using Ramus.Node.Uninstall;

return await ProgramLine.RunAsync(
    "ramus-node", NodeCommand.Create(AgentHost.RunAsync), NodeCommand.WithAgent(args));
