using System.CommandLine;
using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Options;

namespace Ramus.Operator.Migration;

/// <summary>
/// `ramus-operator migrate plan`: what the cluster has of Multus. It reads what `kubectl get` printed, so that it needs
/// no right: whoever migrates has them.
/// </summary>
internal static class MigrateCommand
{
    internal static Command Create(ProgramOption<string> @namespace) =>
        new("migrate", "From Multus to Ramus; what is on the nodes: `kubectl-ramus migrate`.")
        {
            new Command(
                "plan",
                "Say what of Multus and network-resources-injector is among the objects on the standard input, as "
                + "`kubectl get daemonsets,deployments,configmaps,mutatingwebhookconfigurations -A -o json` prints "
                + "them, what of their settings Ramus takes over, and the commands that end them. Changes nothing and "
                + "asks no API server.")
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
                $"the standard input is no JSON of `kubectl get ... -o json`: {e.Message}", e);
        }
    }
}
