using Ramus.Kubernetes.Options;
using Ramus.Node.Hosting;
using Ramus.Node.Uninstall;

// SIGTERM: plugins that are being answered get their answer.
return await ProgramLine.RunAsync(
    "ramus-node", NodeCommand.Create(AgentHost.RunAsync), NodeCommand.WithAgent(args), TimeSpan.FromSeconds(12));
