using System.Text.Json;
using k8s;
using Ramus.Contract.Admission;
using Ramus.Contract.Json;
using Ramus.Kubernetes.Client;
using Ramus.Operator.Crd;
using Ramus.Operator.Networks;

namespace Ramus.Operator.Lifecycle;

/// <summary>
/// What `helm uninstall` does before the release goes: ends the programs, takes back what the operator made beside the
/// release, and waits for the pods that clean the nodes. Every step may have been done before.
/// </summary>
internal sealed class ClusterCleanup(IKubernetes client, CleanupOptions options, Action<string> say, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan OperatorPatience = TimeSpan.FromSeconds(30);

    private static readonly ResourceType Deployments = new("apps", "v1", "deployments");
    private static readonly ResourceType DaemonSets = new("apps", "v1", "daemonsets");

    private string Pods(string program) =>
        $"{ResourceType.Pods.ListPath(options.Namespace)}?labelSelector={Installation.ProgramLabel}={program}";

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        await DeleteAsync(DaemonSets.ObjectPath(options.Namespace, Installation.Node), cancellationToken);
        await DeleteAsync(Deployments.ObjectPath(options.Namespace, Installation.Operator), cancellationToken);

        // An operator that still runs would register the webhook again.
        await WaitAsync(
            async () => (await ItemsAsync(Pods(Installation.Operator), cancellationToken)).Count == 0,
            OperatorPatience, cancellationToken);
        foreach (var path in MadeByTheOperator())
        {
            await DeleteAsync(path, cancellationToken);
        }

        await WaitForNodesAsync(cancellationToken);
        await DeleteReportsAsync(cancellationToken);
    }

    private IEnumerable<string> MadeByTheOperator() =>
    [
        ResourceType.MutatingWebhookConfigurations.ObjectPath(null, Installation.Registrations),
        ResourceType.ValidatingWebhookConfigurations.ObjectPath(null, Installation.Registrations),
        ResourceType.Secrets.ObjectPath(options.Namespace, Installation.WebhookSecret),
        ResourceType.Leases.ObjectPath(options.Namespace, Installation.Operator),
    ];

    private async Task WaitForNodesAsync(CancellationToken cancellationToken)
    {
        var path = DaemonSets.ObjectPath(options.Namespace, Installation.Uninstall);
        if (await WaitAsync(() => AreNodesCleanAsync(path, cancellationToken), options.Timeout, cancellationToken))
        {
            say("every node is as it was before Ramus");
            return;
        }

        var pods = await ItemsAsync(Pods(Installation.Uninstall), cancellationToken);
        var late = pods.Select(NodeOf)
            .Except(pods.Where(IsReady).Select(NodeOf))
            .Order(StringComparer.Ordinal)
            .ToList();
        var nodes = late.Count > 0 ? string.Join(", ", late) : "nodes without a pod that cleans";
        say($"not cleaned within {options.Timeout.TotalSeconds:0} s: {nodes}");
        say($"when such a node is back, run on it as root: {options.NodeCommand}");
    }

    private async Task<bool> AreNodesCleanAsync(string path, CancellationToken cancellationToken)
    {
        if (await client.FindJsonAsync(path, cancellationToken) is not { } set)
        {
            // Somebody runs this by hand, without the pods that clean.
            return true;
        }

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
                // The CRD is gone already.
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
    /// The node that a pod is for. Where a node is away the agent's pod never finishes ending and keeps its port, so
    /// that this one is never bound.
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
