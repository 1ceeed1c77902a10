using System.CommandLine;
using Ramus.Contract.Admission;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Options;

namespace Ramus.Operator.Lifecycle;

/// <summary>`ramus-operator uninstall` and `ramus-operator verify`, which the chart's hooks run.</summary>
internal static class LifecycleCommands
{
    private static readonly ValueKind<TimeSpan> Wait = ValueKinds.Duration(TimeSpan.Zero, TimeSpan.FromHours(1));

    /// <summary>For commands that also run outside the cluster.</summary>
    internal static ProgramOption<string> Namespace { get; } = new(
        "--namespace", "The namespace in which Ramus is installed.", ValueKinds.RequiredText("NAME"),
        Installation.Namespace);

    private static readonly ProgramOption<string> NodeCommand = new(
        "--node-command", "The command to print for nodes that did not answer.", ValueKinds.Text("COMMAND"),
        NodeLayout.Standard.CleanCommand);

    private static readonly ProgramOption<TimeSpan> NodeWait = new(
        "--timeout", "How long to wait for the nodes to be cleaned.", Wait, TimeSpan.FromSeconds(120));

    private static readonly ProgramOption<bool> DeleteCrds = new(
        "--delete-crds", "Delete the CRDs too. This deletes every network of the cluster.", ValueKinds.Flag, false);

    private static readonly ProgramOption<bool> RemoveNodeLabels = new(
        "--remove-node-labels", $"Remove the labels {CannotRunLabel.Pattern} of the nodes.", ValueKinds.Flag, false);

    private static readonly ProgramOption<string> NodeSelector = new(
        "--node-selector", "The label selector of the nodes that run the agent.", ValueKinds.Text("SELECTOR"),
        "kubernetes.io/os=linux");

    private static readonly ProgramOption<TimeSpan> VerifyWait = new(
        "--timeout", "How long to wait until all checks pass.", Wait, TimeSpan.FromSeconds(60));

    internal static Command Uninstall() => new Command(
        "uninstall",
        "Stop the programs, delete the objects that the operator created, and wait until the nodes are clean.")
        .With(
            [Namespace, SharedOptions.Kubeconfig, NodeCommand, NodeWait, DeleteCrds, RemoveNodeLabels],
            (values, cancellationToken) => ClusterClient.UseAsync(
                "uninstall", values.GetOrNull(SharedOptions.Kubeconfig), async client =>
                {
                    var options = new CleanupOptions(
                        values.Get(Namespace), values.Get(NodeWait), values.Get(NodeCommand), values.Get(DeleteCrds))
                    {
                        RemoveNodeLabels = values.Get(RemoveNodeLabels),
                    };
                    await new ClusterCleanup(client, options, Console.WriteLine, TimeProvider.System)
                        .RunAsync(cancellationToken);
                    return 0;
                }));

    internal static Command Verify() => new Command(
        "verify",
        "Check that the CRDs exist, the webhook is registered and every node is ready. Exit code 1 when a check fails.")
        .With([SharedOptions.Kubeconfig, NodeSelector, VerifyWait], (values, cancellationToken) =>
            ClusterClient.UseAsync("verify", values.GetOrNull(SharedOptions.Kubeconfig), async client =>
                await new ClusterVerification(
                    client, values.Get(NodeSelector), Console.WriteLine, TimeProvider.System)
                    .RunAsync(values.Get(VerifyWait), cancellationToken) ? 0 : 1));
}
