using System.CommandLine;
using System.Text.Json;
using Ramus.Contract.Admission;
using Ramus.Kubernetes.Client;

namespace Ramus.Operator.Migration;

/// <summary>
/// `ramus-operator migrate plan`: what the cluster has of Multus. It reads what `kubectl get` printed, so that it needs
/// no right: whoever migrates has them.
/// </summary>
internal static class MigrateCommand
{
    internal static Command Create()
    {
        var @namespace = new Option<string>("--namespace")
        {
            Description = "Where Ramus is.",
            DefaultValueFactory = _ => Installation.Namespace,
        };
        var plan = new Command(
            "plan",
            "Say what of Multus and network-resources-injector is among the objects on the standard input, as `kubectl get "
            + "daemonsets,deployments,configmaps,mutatingwebhookconfigurations -A -o json` prints them, what of their settings "
            + "Ramus takes over, and the commands that end them. Changes nothing and asks no API server.")
        {
            @namespace,
        };
        plan.SetAction(parsed => Plan(
            Console.OpenStandardInput(), new MultusInCluster(parsed.GetValue(@namespace)!), Console.Out, Console.Error));
        return new Command("migrate", "From Multus to Ramus; what is on the nodes: `kubectl-ramus migrate`.") { plan };
    }

    internal static int Plan(Stream input, MultusInCluster multus, TextWriter output, TextWriter errors)
    {
        try
        {
            using var document = JsonDocument.Parse(input);
            var root = document.RootElement;
            var objects = root.TryFind(out var items, "items") && items.ValueKind == JsonValueKind.Array
                ? items.EnumerateArray().ToList() : [root];
            foreach (var line in multus.Describe(objects))
            {
                output.WriteLine(line);
            }

            return 0;
        }
        catch (JsonException failure)
        {
            errors.WriteLine(
                $"ramus-operator migrate plan: the standard input is no JSON of `kubectl get ... -o json`: {failure.Message}");
            return 1;
        }
    }
}
