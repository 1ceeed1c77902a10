using System.Net;
using System.Text.Json;
using Ramus.Client.Cluster;
using Ramus.Client.Diagnose;
using Ramus.Client.Get;
using Ramus.Contract.Admission;
using Ramus.Contract.Json;
using Ramus.Contract.NodeNetwork;
using Ramus.Kubernetes.Client;

namespace Ramus.Client.Verify;

/// <summary>Checks an installation of Ramus with the rights of the user. Only reads.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="systemNamespace">The namespace of Ramus.</param>
internal sealed class InstallationCheck(ClusterReader cluster, string systemNamespace)
{
    private const string Linux = "labelSelector=kubernetes.io%2Fos%3Dlinux";
    private const string OperatorLog = "look at the log of deployment/ramus-operator, which creates it";

    private static readonly string[] Definitions =
    [
        $"{ResourceType.NetworkAttachmentDefinitions.Plural}.{ResourceType.NetworkAttachmentDefinitions.Group}",
        NodeNetworkResource.Crd,
    ];

    /// <summary>All steps; a part that the user may not read is unknown.</summary>
    public async Task<Diagnosis> RunAsync(CancellationToken cancellationToken)
    {
        var steps = new List<DiagnosisStep>();
        foreach (var name in Definitions)
        {
            steps.Add(await StepAsync(
                $"CRD {name}", ResourceType.CustomResourceDefinitions, null, name, static _ => null,
                cancellationToken));
        }

        foreach (var type in (ResourceType[])[ResourceType.MutatingWebhookConfigurations,
            ResourceType.ValidatingWebhookConfigurations])
        {
            steps.Add(await StepAsync(
                type.Plural, type, null, Installation.Registrations, WhyNotRegistered, cancellationToken));
        }

        foreach (var name in (string[])[Installation.Operator, Installation.Webhook])
        {
            steps.Add(await StepAsync(
                $"Deployment {name}", ResourceType.Deployments, systemNamespace, name, WhyNotAvailable,
                cancellationToken));
        }

        steps.Add(await StepAsync(
            $"DaemonSet {Installation.Node}", ResourceType.DaemonSets, systemNamespace, Installation.Node,
            WhyNotOnAllNodes, cancellationToken));
        steps.AddRange(await NodesAsync(cancellationToken));
        return new Diagnosis($"Ramus in namespace {systemNamespace}", steps);
    }

    private async Task<DiagnosisStep> StepAsync(
        string step, ResourceType type, string? @namespace, string name, Func<JsonElement, string?> whyNot,
        CancellationToken cancellationToken)
    {
        try
        {
            return await cluster.FindAsync(type, @namespace, name, cancellationToken) is not { } found
                ? DiagnosisStep.Bad(step, $"{type.Plural} {name} does not exist", OperatorLog)
                : whyNot(found) is { } reason
                    ? DiagnosisStep.Bad(step, reason, $"kubectl describe {type.Plural} {name}")
                    : DiagnosisStep.Good(step, "no problem found");
        }
        catch (ApiException e) when (e.Status == HttpStatusCode.Forbidden)
        {
            return DiagnosisStep.Unknown(step, $"you may not read {type}");
        }
    }

    private async Task<IEnumerable<DiagnosisStep>> NodesAsync(CancellationToken cancellationToken)
    {
        var nodes = await cluster.TryListAsync(
            ResourceType.Nodes, null, await NodesOfAgentsAsync(cancellationToken), cancellationToken);
        var reports = await cluster.TryListAsync(NodeNetworks.Type, null, "", cancellationToken);
        if (nodes is null || reports is null)
        {
            return [DiagnosisStep.Unknown("nodes", $"you may not list nodes and {NodeNetworks.Type}")];
        }

        var rows = reports.Select(NodeRow.Of).ToDictionary(static row => row.Name, StringComparer.Ordinal);
        return nodes.Select(static node => node.KeyOf().Name).Order(StringComparer.Ordinal).Select(name =>
            !rows.TryGetValue(name, out var row)
                ? DiagnosisStep.Bad(
                    $"node {name}", $"node {name} has not reported", $"kubectl ramus diagnose node/{name}")
                : row.IsReady == true
                    ? DiagnosisStep.Good($"node {name}", $"ready, version {row.Report.Version}")
                    : DiagnosisStep.Bad(
                        $"node {name}", $"node {name} is not ready: {row.Problem}",
                        $"kubectl ramus diagnose node/{name}"));
    }

    // The nodes that the DaemonSet selects, as `helm test` looks at them.
    private async Task<string> NodesOfAgentsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await cluster.FindAsync(
                ResourceType.DaemonSets, systemNamespace, Installation.Node, cancellationToken) is { } agents
                ? "labelSelector=" + Uri.EscapeDataString(string.Join(
                    ',', agents.TextMapAt("spec", "template", "spec", "nodeSelector")
                        .Select(static label => $"{label.Key}={label.Value}")))
                : Linux;
        }
        catch (ApiException e) when (e.Status == HttpStatusCode.Forbidden)
        {
            return Linux;
        }
    }

    private static string? WhyNotRegistered(JsonElement configuration) =>
        configuration.ItemsAt("webhooks").Any() && configuration.ItemsAt("webhooks")
            .All(static webhook => webhook.TextAt("clientConfig", "caBundle") is { Length: > 0 })
                ? null
                : "a webhook has no CA bundle";

    private static string? WhyNotAvailable(JsonElement deployment) =>
        deployment.NumberAt("status", "availableReplicas") is > 0 ? null : "no replica is available";

    private static string? WhyNotOnAllNodes(JsonElement daemonSet)
    {
        var desired = daemonSet.NumberAt("status", "desiredNumberScheduled") ?? 0;
        var ready = daemonSet.NumberAt("status", "numberReady") ?? 0;
        return ready >= desired && desired > 0 ? null : $"{ready} of {desired} pods are ready";
    }
}
