using System.CommandLine;
using Ramus.Contract.Admission;
using Ramus.Contract.NodeDisk;

namespace Ramus.Operator.Lifecycle;

/// <summary>`ramus-operator uninstall` and `ramus-operator verify`: what the chart's hooks run.</summary>
internal static class LifecycleCommands
{
    internal static Command Uninstall()
    {
        var @namespace = Text("--namespace", "Where Ramus is.", Installation.Namespace);
        var kubeconfig = Text("--kubeconfig", "How to reach the API server; empty = the service account.", "");
        var nodeCommand = Text(
            "--node-command", "Printed for nodes that did not answer.", NodeLayout.Standard.CleanCommand);
        var timeout = new Option<int>("--timeout")
        {
            Description = "Seconds to wait for nodes.",
            DefaultValueFactory = _ => 120,
        };
        var deleteCrds = new Option<bool>("--delete-crds")
        {
            Description = "Delete the CRDs, and with them every network of the cluster.",
        };
        var command = new Command(
            "uninstall", "End the programs, delete what the operator made, and wait until the nodes are clean.")
        {
            @namespace, kubeconfig, nodeCommand, timeout, deleteCrds,
        };
        command.SetAction((parsed, cancellationToken) => ClusterClient.UseAsync(
            "uninstall", parsed.GetValue(kubeconfig), async client =>
            {
                var options = new CleanupOptions(
                    parsed.GetValue(@namespace)!, TimeSpan.FromSeconds(parsed.GetValue(timeout)),
                    parsed.GetValue(nodeCommand)!, parsed.GetValue(deleteCrds));
                await new ClusterCleanup(client, options, Console.WriteLine, TimeProvider.System)
                    .RunAsync(cancellationToken);
                return 0;
            }));
        return command;
    }

    internal static Command Verify()
    {
        var kubeconfig = Text("--kubeconfig", "How to reach the API server; empty = the service account.", "");
        var nodeSelector = Text("--node-selector", "Labels of the nodes that have an agent.", "kubernetes.io/os=linux");
        var wait = new Option<int>("--timeout")
        {
            Description = "Seconds to wait until all is well.",
            DefaultValueFactory = _ => 60,
        };
        var command = new Command(
            "verify", "Whether the CRDs are there, the webhook is registered and every node is ready. Exit code 1 if not.")
        {
            kubeconfig, nodeSelector, wait,
        };
        command.SetAction((parsed, cancellationToken) => ClusterClient.UseAsync(
            "verify", parsed.GetValue(kubeconfig), async client =>
                await new ClusterVerification(
                    client, parsed.GetValue(nodeSelector)!, Console.WriteLine, TimeProvider.System)
                    .RunAsync(TimeSpan.FromSeconds(parsed.GetValue(wait)), cancellationToken) ? 0 : 1));
        return command;
    }

    private static Option<string> Text(string name, string description, string otherwise) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => otherwise,
    };
}
