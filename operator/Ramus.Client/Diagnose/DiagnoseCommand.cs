using System.CommandLine;
using Ramus.Client.Cluster;
using Ramus.Client.Get;
using Ramus.Client.Help;
using Ramus.Client.Output;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Options;

namespace Ramus.Client.Diagnose;

/// <summary>`kubectl-ramus diagnose POD|node/NAME|network/NAME`.</summary>
internal static class DiagnoseCommand
{
    private static readonly ProgramArgument Subject = new(
        "OBJECT", "NAME or pod/NAME of a pod, node/NAME, or network/NAME; also as two words, like pod NAME.", 0, 2);

    /// <summary>The command, for the program's root command.</summary>
    public static Command Create() =>
        new ExampleCommand(
            "diagnose",
            "Find out why a pod does not have its networks, or why a node or a network does not work. Changes nothing. "
            + "The output ends with the cause and the remedy. Exit code 1 when a problem was found.",
            [
                "kubectl ramus diagnose web-0",
                "kubectl ramus diagnose -n tenant-a pod/web-0 -o json",
                "kubectl ramus diagnose node/worker-1",
                "kubectl ramus diagnose network/blue",
            ])
        .WithArgument(Subject)
        .With(
            [ClusterOptions.Namespace, ClusterOptions.System, ListOptions.Format, .. ClusterOptions.Access],
            RunAsync);

    private static Task<int> RunAsync(OptionValues values, CancellationToken cancellationToken) =>
        values.Get(Subject) is not [_, ..] words
            ? throw ProgramException.WrongUsage("no object: write the name of a pod, node/NAME or network/NAME")
            : ClusterSession.UseAsync(values, async cluster =>
            {
                var @namespace = values.GetOrNull(ClusterOptions.Namespace) ?? cluster.DefaultNamespace;
                return Write(
                    await DiagnoseAsync(
                        cluster, string.Join('/', words), @namespace, values.Get(ClusterOptions.System),
                        cancellationToken),
                    values.Get(ListOptions.Format));
            });

    /// <summary>Gathers the facts about an object, and decides.</summary>
    internal static async Task<Diagnosis> DiagnoseAsync(
        ClusterReader cluster, string subject, string @namespace, string systemNamespace,
        CancellationToken cancellationToken)
    {
        var (kind, name) = subject.Split('/', 2) is [var left, var right] ? (left, right) : ("pod", subject);
        var pods = new PodFactsReader(cluster, systemNamespace);
        return kind switch
        {
            "pod" or "pods" or "po" => PodDiagnosis.Of(await pods.ReadAsync(
                Key(@namespace, name), cancellationToken)),
            "node" or "nodes" or "no" => NodeDiagnosis.Of(await NodeAsync(cluster, pods, name, cancellationToken)),
            "network" or "networks" or "nad" or "net-attach-def" => NetworkDiagnosis.Of(
                await NetworkAsync(cluster, Key(@namespace, name), cancellationToken)),
            _ => throw ProgramException.WrongUsage(
                $"'{kind}' is not pod, node or network: write, for example, network/{name}"),
        };
    }

    private static NetworkKey Key(string @namespace, string name)
    {
        var key = new NetworkKey(@namespace, name);
        return key.IsValid ? key : throw ProgramException.WrongUsage($"'{name}' is not a valid name");
    }

    private static async Task<NodeFacts> NodeAsync(
        ClusterReader cluster, PodFactsReader pods, string name, CancellationToken cancellationToken)
    {
        var report = await cluster.FindAsync(NodeNetworks.Type, null, name, cancellationToken);
        return new NodeFacts(
            name,
            await cluster.FindAsync(ResourceType.Nodes, null, name, cancellationToken),
            report is { } present ? NodeRow.Of(present) : null,
            await pods.AgentAsync(name, cancellationToken),
            await pods.EventsAsync(null, name, cancellationToken));
    }

    private static async Task<NetworkFacts> NetworkAsync(
        ClusterReader cluster, NetworkKey key, CancellationToken cancellationToken)
    {
        var type = ResourceType.NetworkAttachmentDefinitions;
        var network = await cluster.FindAsync(type, key.Namespace, key.Name, cancellationToken);
        var namesakes = network is null ? await cluster.TryListAsync(type, null, "", cancellationToken) ?? [] : [];
        var nodes = await cluster.TryListAsync(NodeNetworks.Type, null, "", cancellationToken);
        return new NetworkFacts(
            key, network,
            [.. namesakes.Select(static one => one.KeyOf()).Where(other => other.Name == key.Name)
                .Select(static other => other.Namespace)],
            nodes is null ? null : [.. nodes.Select(NodeRow.Of)]);
    }

    private static int Write(Diagnosis diagnosis, ListFormat format)
    {
        Console.Out.Write(format switch
        {
            ListFormat.Json => DiagnosisText.Json(diagnosis),
            ListFormat.Yaml => YamlText.Of(DiagnosisText.Json(diagnosis)),
            _ => DiagnosisText.Table(diagnosis, Paint.OfConsole()),
        });
        return diagnosis.Cause is null ? 0 : ProgramLine.Failed;
    }
}
