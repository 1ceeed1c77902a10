using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Ramus.Contract.Admission;
using Ramus.Contract.NodeNetwork;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Health;
using Ramus.Kubernetes.Leases;
using Ramus.Kubernetes.Options;
using Ramus.Kubernetes.Queues;
using Ramus.Kubernetes.Watching;
using Ramus.Operator.Crd;
using Ramus.Operator.Lifecycle;
using Ramus.Operator.Networks;

namespace Ramus.Operator.Hosting;

/// <summary>
/// The operator's main loop: takes part in the leader election. The leader reconciles the CRDs and the webhook whenever
/// one of their objects changes, and every ten minutes. Standby replicas watch the CRDs too, for their readiness.
/// </summary>
internal sealed class OperatorService : BackgroundService
{
    private const string NetworksCrd = "crd";
    private const string NodeNetworksCrd = $"crd-{NodeNetworkResource.Plural}";
    private const string Webhook = "webhook";
    private const string Uninstall = "uninstall";

    private readonly OperatorParts parts;
    private readonly OperatorOptions options;
    private readonly ILogger<OperatorService> logger;
    private readonly LeaseElector elector;
    private readonly Reflector<ObjectPresence> networksCrd;
    private readonly Reflector<ObjectPresence> nodeNetworksCrd;

    public OperatorService(OperatorParts parts, OperatorOptions options, ILogger<OperatorService> logger)
    {
        this.parts = parts;
        this.options = options;
        this.logger = logger;
        elector = new LeaseElector(parts.Client, options.Lease, logger);
        networksCrd = Watch(CrdDefinition.Networks);
        nodeNetworksCrd = Watch(CrdDefinition.NodeNetworks);
        parts.Metrics.IsLeader = () => elector.IsLeader;
        parts.Metrics.IsPolicyUsable = () => parts.Policy.IsUsable;
    }

    /// <summary>The conditions for this replica to be ready.</summary>
    internal IEnumerable<ReadinessCheck> Checks =>
    [
        new("policy", () => parts.Policy.NotReadyReason),
        new("lease", () => elector.NotReadyReason),
        new("crd", () => Reason(networksCrd, CrdDefinition.Networks)),
        new(NodeNetworksCrd, () => Reason(nodeNetworksCrd, CrdDefinition.NodeNetworks)),
    ];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        logger.Starting(ProgramLine.Version, options.Namespace);

        // The policy must be read before the first network is validated; the host's start must not wait for the API
        // server.
        parts.Policy.Refresh();
        await Task.Yield();
        await Task.WhenAll(
            networksCrd.RunAsync(stoppingToken),
            nodeNetworksCrd.RunAsync(stoppingToken),
            parts.Events.RunAsync(stoppingToken),
            parts.Policy.RunAsync(stoppingToken),
            elector.RunAsync(LeadAsync, stoppingToken));
    }

    private Reflector<ObjectPresence> Watch(CrdDefinition crd) =>
        ObjectPresence.Watch(parts.Client, ResourceType.CustomResourceDefinitions, null, crd.Name, logger);

    private static string? Reason(Reflector<ObjectPresence> reflector, CrdDefinition definition) =>
        reflector.NotReadyReason
        ?? (reflector.Cache.Find("", definition.Name) is { } crd
            ? crd.NotEstablishedReason is { } reason ? $"{definition.Name}: {reason}" : null
            : $"{definition.Name} does not exist yet");

    private async Task LeadAsync(CancellationToken term)
    {
        using var queue = new WorkQueue<string>();
        queue.Add(NetworksCrd);
        queue.Add(NodeNetworksCrd);
        queue.Add(Uninstall);
        using var networks = networksCrd.Cache.Subscribe(_ => queue.Add(NetworksCrd));
        using var nodeNetworks = nodeNetworksCrd.Cache.Subscribe(_ => queue.Add(NodeNetworksCrd));
        List<Task> loops = [];
        if (options.ManageWebhook)
        {
            queue.Add(Webhook);
            loops.Add(WatchAsync(queue, ResourceType.Secrets, options.Namespace, options.Webhook.Secret, term));
            loops.Add(WatchAsync(
                queue, ResourceType.MutatingWebhookConfigurations, null, options.Webhook.Configuration, term));
            loops.Add(WatchAsync(
                queue, ResourceType.ValidatingWebhookConfigurations, null, options.Webhook.Configuration, term));
            loops.AddRange(WatchFacts(queue, term));
        }

        using var statuses = new NetworkController(
            parts.Client, parts.Events, parts.Policy, options.Pods, parts.Metrics, logger);
        loops.Add(statuses.RunAsync(term));

        // One worker per key: an object that cannot be reconciled must not delay the others.
        loops.Add(queue.ProcessAsync(3, ReconcileAsync, logger, term));
        await Task.WhenAll(loops);
    }

    /// <summary>
    /// Watches the objects that the registrations depend on: the webhook's Deployment and its injection settings.
    /// </summary>
    private IEnumerable<Task> WatchFacts(WorkQueue<string> queue, CancellationToken term)
    {
        var webhook = options.Webhook;
        if (webhook.Deployment.Length > 0)
        {
            yield return WatchAsync(
                queue, ResourceType.Deployments, webhook.Namespace, webhook.Deployment, term);
        }

        foreach (var name in (string[])[webhook.SettingsName, SettingsMap.Injectors])
        {
            yield return WatchAsync(queue, ResourceType.ConfigMaps, webhook.Namespace, name, term);
        }
    }

    private async Task WatchAsync(
        WorkQueue<string> queue, ResourceType type, string? @namespace, string name, CancellationToken term)
    {
        var reflector = ObjectPresence.Watch(parts.Client, type, @namespace, name, logger);
        using var subscription = reflector.Cache.Subscribe(_ => queue.Add(Webhook));
        await reflector.RunAsync(term);
    }

    private async Task<TimeSpan?> ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        var succeeded = false;
        try
        {
            var again = key switch
            {
                NetworksCrd => await parts.Crd.ReconcileAsync(CrdDefinition.Networks, cancellationToken),
                NodeNetworksCrd => await parts.Crd.ReconcileAsync(CrdDefinition.NodeNetworks, cancellationToken),
                Uninstall => await DeleteOldUninstallAsync(cancellationToken),
                _ => await parts.Webhook.ReconcileAsync(cancellationToken),
            };
            succeeded = true;
            return again;
        }
        finally
        {
            parts.Metrics.Reconciled(key, succeeded);
        }
    }

    private async Task<TimeSpan?> DeleteOldUninstallAsync(CancellationToken cancellationToken)
    {
        await new OldUninstall(parts.Client, options.Namespace, logger).DeleteAsync(cancellationToken);
        return null;
    }
}
