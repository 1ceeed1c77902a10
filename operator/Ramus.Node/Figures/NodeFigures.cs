using Ramus.Contract.NodeDisk;
using Ramus.Kubernetes.Health;
using Ramus.Node.Services;

namespace Ramus.Node.Figures;

/// <summary>The metrics about the networks of this node's pods, from the files that the plugin writes.</summary>
internal sealed class NodeFigures
{
    private readonly AttachFigures attachments;
    private readonly CommandFile commands;

    /// <param name="node">The agent's services.</param>
    /// <param name="stateDir">The directory of the plugin's state.</param>
    /// <param name="networks">
    /// The number of networks with series of their own; 0: no metric names networks or pods.
    /// </param>
    /// <param name="interval">The time between two looks at the plugin's reports.</param>
    public NodeFigures(NodeServices node, string stateDir, int networks, TimeSpan interval)
    {
        attachments = new AttachFigures(networks, node.Time);
        commands = new CommandFile(node, NodeLayout.CommandsIn(stateDir), interval, attachments.Count);
        if (networks > 0)
        {
            new PodInterfaces(NodeLayout.AttachmentsIn(stateDir)).ExportTo(node.Metrics);
        }
    }

    /// <summary>The metrics that belong to no instrument.</summary>
    public IReadOnlyList<MetricFamily> Families => attachments.Families;

    /// <summary>Reads the plugin's reports until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => commands.RunAsync(cancellationToken);
}
