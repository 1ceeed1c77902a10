using Ramus.Kubernetes.Options;
using Ramus.Node.Hosting;

// SIGTERM: plugins that are being answered get their answer.
return await ProgramLine.RunAsync(
    "ramus-node", NodeCommand.Create(AgentHost.RunAsync), NodeCommand.WithAgent(args), TimeSpan.FromSeconds(12));
