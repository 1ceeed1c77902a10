using System.CommandLine;
using Ramus.Contract.Admission;
using Ramus.Contract.NodeDisk;
using Ramus.Kubernetes.Options;

namespace Ramus.Operator.Lifecycle;

/// <summary>`ramus-operator uninstall` and `ramus-operator verify`: what the chart's hooks run.</summary>
internal static class LifecycleCommands
{
    private static readonly ValueKind<TimeSpan> Wait = ValueKinds.Duration(TimeSpan.Zero, TimeSpan.FromHours(1));

    /// <summary>For commands that people call from outside of the cluster.</summary>
    internal static ProgramOption<string> Namespace { get; } = new(
        "--namespace", "Where Ramus is.", ValueKinds.RequiredText("NAME"), Installation.Namespace);

    private static readonly ProgramOption<string> NodeCommand = new(
        "--node-command", "Printed for nodes that did not answer.", ValueKinds.Text("COMMAND"),
        NodeLayout.Standard.CleanCommand);

    private static readonly ProgramOption<TimeSpan> NodeWait = new(
        "--timeout", "How long to wait for nodes.", Wait, TimeSpan.FromSeconds(120));

    private static readonly ProgramOption<bool> DeleteCrds = new(
        "--delete-crds", "Delete the CRDs, and with them every network of the cluster.", ValueKinds.Flag, false);

    private static readonly ProgramOption<string> NodeSelector = new(
        "--node-selector", "Labels of the nodes that have an agent.", ValueKinds.Text("SELECTOR"),
        "kubernetes.io/os=linux");

    private static readonly ProgramOption<TimeSpan> VerifyWait = new(
        "--timeout", "How long to wait until all is well.", Wait, TimeSpan.FromSeconds(60));

    internal static Command Uninstall() => new Command(
        "uninstall", "End the programs, delete what the operator made, and wait until the nodes are clean.")
        .With([Namespace, SharedOptions.Kubeconfig, NodeCommand, NodeWait, DeleteCrds], (values, cancellationToken) =>
            ClusterClient.UseAsync("uninstall", values.GetOrNull(SharedOptions.Kubeconfig), async client =>
            {
                var options = new CleanupOptions(
                    values.Get(Namespace), values.Get(NodeWait), values.Get(NodeCommand), values.Get(DeleteCrds));
                await new ClusterCleanup(client, options, Console.WriteLine, TimeProvider.System)
                    .RunAsync(cancellationToken);
                return 0;
            }));

    internal static Command Verify() => new Command(
        "verify",
        "Whether the CRDs are there, the webhook is registered and every node is ready. Exit status 1 if not.")
        .With([SharedOptions.Kubeconfig, NodeSelector, VerifyWait], (values, cancellationToken) =>
            ClusterClient.UseAsync("verify", values.GetOrNull(SharedOptions.Kubeconfig), async client =>
                await new ClusterVerification(
                    client, values.Get(NodeSelector), Console.WriteLine, TimeProvider.System)
                    .RunAsync(values.Get(VerifyWait), cancellationToken) ? 0 : 1));
}
