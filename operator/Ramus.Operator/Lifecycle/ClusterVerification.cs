using System.Text.Json;
using k8s;
using Ramus.Contract.Admission;
using Ramus.Contract.Json;
using Ramus.Contract.NodeNetwork;
using Ramus.Kubernetes.Client;
using Ramus.Operator.Crd;
using Ramus.Operator.Networks;

namespace Ramus.Operator.Lifecycle;

/// <summary>Checks an installation of Ramus. Only reads, with the operator's own RBAC permissions.</summary>
/// <param name="client">The API server.</param>
/// <param name="nodeSelector">The label selector of the nodes that run the agent.</param>
/// <param name="say">Prints a finding.</param>
/// <param name="time">The clock.</param>
internal sealed class ClusterVerification(
    IKubernetes client, string nodeSelector, Action<string> say, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Prints the result of every check; true when all checks pass before the time limit.</summary>
    internal async Task<bool> RunAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        var deadline = time.GetUtcNow() + limit;
        while (true)
        {
            var findings = await LookAsync(cancellationToken);
            var isWell = findings.All(finding => finding.Problem is null);
            if (isWell || time.GetUtcNow() > deadline)
            {
                foreach (var (what, problem) in findings)
                {
                    say($"{(problem is null ? "ok   " : "FAIL ")} {what}{(problem is null ? "" : $": {problem}")}");
                }

                return isWell;
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<(string What, string? Problem)>> LookAsync(CancellationToken cancellationToken)
    {
        var findings = new List<(string, string?)>();
        foreach (var crd in CrdDefinition.All)
        {
            var path = ResourceType.CustomResourceDefinitions.ObjectPath(null, crd.Name);
            findings.Add((
                $"CRD {crd.Name}",
                await client.FindJsonAsync(path, cancellationToken) is null
                    ? "not found; ramus-operator creates it: check its log"
                    : null));
        }

        foreach (var kind in (ResourceType[])[ResourceType.MutatingWebhookConfigurations,
            ResourceType.ValidatingWebhookConfigurations])
        {
            findings.Add((
                $"registration of the webhook ({kind.Plural})",
                Registration(await client.FindJsonAsync(
                    kind.ObjectPath(null, Installation.Registrations), cancellationToken))));
        }

        var reports = (await ItemsAsync(NetworkSources.NodeNetworks.ListPath(), cancellationToken))
            .ToDictionary(report => report.KeyOf().Name, StringComparer.Ordinal);
        var nodes = $"{ResourceType.Nodes.ListPath()}?labelSelector={Uri.EscapeDataString(nodeSelector)}";
        foreach (var node in await ItemsAsync(nodes, cancellationToken))
        {
            var name = node.KeyOf().Name;
            findings.Add(($"node {name}", reports.TryGetValue(name, out var report)
                ? NotReady(report) : "no report; check that a pod of DaemonSet ramus-node runs on it and is ready"));
        }

        return findings;
    }

    private static string? Registration(JsonElement? configuration)
    {
        if (configuration is not { } present)
        {
            return "not found; ramus-operator creates it: check its log";
        }

        return present.ItemsAt("webhooks").Any()
            && present.ItemsAt("webhooks").All(webhook => webhook.TextAt("clientConfig", "caBundle") is { Length: > 0 })
                ? null
                : "has no CA bundle";
    }

    private static string? NotReady(JsonElement report)
    {
        var conditions = NodeReportFormat.ReadConditions(report).ToList();
        if (conditions.Count == 0)
        {
            return "its report is empty";
        }

        var ready = conditions.Find(condition => condition.Type == ReportCondition.Ready);
        return ready is { IsTrue: true } ? null : ready?.Message ?? "not ready";
    }

    private async Task<IReadOnlyList<JsonElement>> ItemsAsync(string path, CancellationToken cancellationToken) =>
        await client.FindJsonAsync(path, cancellationToken) is { } list ? [.. list.ItemsAt("items")] : [];
}
