using System.Text;
using System.Text.Json;
using k8s;
using Ramus.Contract.Admission;
using Ramus.Contract.Json;
using Ramus.Kubernetes.Client;
using Ramus.Operator.Crd;
using Ramus.Operator.Networks;
using Ramus.Operator.Objects;

namespace Ramus.Operator.Lifecycle;

/// <summary>
/// Runs before `helm uninstall` deletes the release: stops the programs, deletes the objects that the operator created
/// outside the release, and waits for the pods that clean the nodes. Every step can be repeated.
/// </summary>
internal sealed class ClusterCleanup(IKubernetes client, CleanupOptions options, Action<string> say, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan OperatorPatience = TimeSpan.FromSeconds(30);

    private static readonly byte[] OpenGate = Encoding.UTF8.GetBytes(
        $$$$$$"""{"spec":{"template":{"spec":{"nodeSelector":{"{{{{{{Installation.UninstallGate}}}}}}":null}}}}}""");

    private string Cleaners => ResourceType.DaemonSets.ObjectPath(options.Namespace, Installation.Uninstall);

    private string Pods(string program) =>
        $"{ResourceType.Pods.ListPath(options.Namespace)}?labelSelector={Installation.ProgramLabel}={program}";

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        await DeleteAsync(ResourceType.DaemonSets.ObjectPath(options.Namespace, Installation.Node), cancellationToken);
        await DeleteAsync(
            ResourceType.Deployments.ObjectPath(options.Namespace, Installation.Operator), cancellationToken);

        // A running operator would register the webhook again.
        await WaitAsync(
            async () => (await ItemsAsync(Pods(Installation.Operator), cancellationToken)).Count == 0,
            OperatorPatience, cancellationToken);
        foreach (var path in MadeByTheOperator())
        {
            await DeleteAsync(path, cancellationToken);
        }

        if (options.RemoveNodeLabels)
        {
            await RemoveLabelsAsync(cancellationToken);
        }

        if (await AllowCleaningAsync(cancellationToken))
        {
            await WaitForNodesAsync(cancellationToken);
        }
        else
        {
            say($"no pods clean the nodes: run this command as root on each node: {options.NodeCommand}");
        }

        await DeleteReportsAsync(cancellationToken);
    }

    private IEnumerable<string> MadeByTheOperator() =>
    [
        ResourceType.MutatingWebhookConfigurations.ObjectPath(null, Installation.Registrations),
        ResourceType.ValidatingWebhookConfigurations.ObjectPath(null, Installation.Registrations),
        ResourceType.Secrets.ObjectPath(options.Namespace, Installation.WebhookSecret),
        ResourceType.Leases.ObjectPath(options.Namespace, Installation.Operator),
    ];

    /// <summary>
    /// Lets the pods that clean the nodes start. False when their DaemonSet does not exist, because the command was run
    /// by hand.
    /// </summary>
    private async Task<bool> AllowCleaningAsync(CancellationToken cancellationToken)
    {
        try
        {
            await client.MergePatchAsync(Cleaners, OpenGate, Installation.Uninstall, cancellationToken);
            return true;
        }
        catch (ApiException failure) when (failure.IsNotFound)
        {
            return false;
        }
    }

    private async Task RemoveLabelsAsync(CancellationToken cancellationToken)
    {
        foreach (var node in await ItemsAsync(ResourceType.Nodes.ListPath(), cancellationToken))
        {
            var changes = NodeLabels.Changes(node.TextMapAt("metadata", "labels"), [], mayRemove: true);
            if (changes.Count > 0)
            {
                var path = ResourceType.Nodes.ObjectPath(null, node.KeyOf().Name);
                await client.MergePatchAsync(
                    path, NodeLabels.Patch(changes), OperatorNames.FieldManager, cancellationToken);
                say($"removed {changes.Count} labels of {path}");
            }
        }
    }

    private async Task WaitForNodesAsync(CancellationToken cancellationToken)
    {
        if (await WaitAsync(() => AreNodesCleanAsync(cancellationToken), options.Timeout, cancellationToken))
        {
            say("Ramus was removed from every node");
            return;
        }

        var pods = await ItemsAsync(Pods(Installation.Uninstall), cancellationToken);
        var late = pods.Select(NodeOf)
            .Except(pods.Where(IsReady).Select(NodeOf))
            .Order(StringComparer.Ordinal)
            .ToList();
        var nodes = late.Count > 0 ? string.Join(", ", late) : "nodes without a cleanup pod";
        say($"not cleaned within {options.Timeout.TotalSeconds:0} s: {nodes}");
        say($"when these nodes are available again, run this command as root on each node: {options.NodeCommand}");
    }

    private async Task<bool> AreNodesCleanAsync(CancellationToken cancellationToken)
    {
        var set = await client.GetJsonAsync(Cleaners, cancellationToken);
        var wanted = Number(set, "desiredNumberScheduled");
        return Number(set, "observedGeneration") > 0 && wanted > 0 && Number(set, "numberReady") == wanted;
    }

    private async Task DeleteReportsAsync(CancellationToken cancellationToken)
    {
        if (!options.DeleteCrds)
        {
            try
            {
                await client.DeleteJsonAsync(NetworkSources.NodeNetworks.ListPath(), cancellationToken);
            }
            catch (ApiException failure) when (failure.IsNotFound)
            {
                // The CRD is already deleted, and its objects with it.
            }

            return;
        }

        foreach (var crd in CrdDefinition.All)
        {
            await DeleteAsync(
                ResourceType.CustomResourceDefinitions.ObjectPath(null, crd.Name), cancellationToken);
        }
    }

    private async Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        if (await client.DeleteJsonAsync(path, cancellationToken))
        {
            say($"deleted {path}");
        }
    }

    private async Task<bool> WaitAsync(Func<Task<bool>> isDone, TimeSpan limit, CancellationToken cancellationToken)
    {
        var deadline = time.GetUtcNow() + limit;
        while (!await isDone())
        {
            if (time.GetUtcNow() > deadline)
            {
                return false;
            }

            await Task.Delay(Pause, time, cancellationToken);
        }

        return true;
    }

    private async Task<IReadOnlyList<JsonElement>> ItemsAsync(string path, CancellationToken cancellationToken) =>
        [.. (await client.GetJsonAsync(path, cancellationToken)).ItemsAt("items")];

    /// <summary>
    /// The node that a pod is meant for, also when the pod is not bound to it: on an unreachable node the agent's pod
    /// never finishes terminating and keeps its host port, so the cleanup pod cannot be scheduled.
    /// </summary>
    private static string NodeOf(JsonElement pod)
    {
        if (pod.TextAt("spec", "nodeName") is { } bound)
        {
            return bound;
        }

        var term = pod.ItemsAt(
            "spec", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms")
            .FirstOrDefault();
        return term.ItemsAt("matchFields").FirstOrDefault().TextsAt("values") is [var name, ..]
            ? name
            : pod.TextAt("metadata", "name") ?? "?";
    }

    private static bool IsReady(JsonElement pod) =>
        pod.ItemsAt("status", "conditions").Any(
            condition => condition.TextAt("type") == "Ready" && condition.TextAt("status") == "True");

    private static int Number(JsonElement set, string key) =>
        (int)(set.NumberAt("status", key) ?? 0);
}
