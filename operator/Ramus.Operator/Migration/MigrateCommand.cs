using System.CommandLine;
using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Options;

namespace Ramus.Operator.Migration;

/// <summary>
/// `ramus-operator migrate plan`: shows the objects of Multus in the cluster. It reads the output of `kubectl get`, so
/// the operator needs no further RBAC permissions; the administrator who migrates has them.
/// </summary>
internal static class MigrateCommand
{
    internal static Command Create(ProgramOption<string> @namespace) =>
        new("migrate", "Migrate the cluster from Multus to Ramus. For the files on the nodes: `kubectl-ramus migrate`.")
        {
            new Command(
                "plan",
                "Find the objects of Multus and network-resources-injector in the output of "
                + "`kubectl get daemonsets,deployments,configmaps,mutatingwebhookconfigurations -A -o json` on the "
                + "standard input. Prints the settings that Ramus takes over, and the commands that delete the "
                + "objects. Changes nothing and does not contact the API server.")
                .With([@namespace], (values, _) => Task.FromResult(Plan(
                    Console.OpenStandardInput(), new MultusInCluster(values.Get(@namespace)), Console.Out))),
        };

    internal static int Plan(Stream input, MultusInCluster multus, TextWriter output)
    {
        try
        {
            using var document = JsonDocument.Parse(input);
            var root = document.RootElement;
            foreach (var line in multus.Describe(root.TryFind(out _, "items") ? root.ItemsAt("items") : [root]))
            {
                output.WriteLine(line);
            }

            return 0;
        }
        catch (JsonException e)
        {
            throw new ProgramException(
                $"the standard input is not the output of `kubectl get ... -o json`: {e.Message}", e);
        }
    }
}
