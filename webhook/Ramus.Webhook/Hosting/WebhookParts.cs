using k8s;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Ramus.Contract.Admission;
using Ramus.Contract.Policy;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Connections;
using Ramus.Kubernetes.Events;
using Ramus.Kubernetes.Watching;
using Ramus.Validation;
using Ramus.Validation.Judging;
using Ramus.Webhook.Admission;
using Ramus.Webhook.Certificates;
using Ramus.Webhook.Deletion;
using Ramus.Webhook.Networks;
using Ramus.Webhook.Nodes;
using Ramus.Webhook.Options;
using Ramus.Webhook.Pods;
using Ramus.Webhook.Settings;

namespace Ramus.Webhook.Hosting;

/// <summary>Registers the services and the loops of the program.</summary>
internal static class WebhookParts
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    // An API server uses one connection per concurrent review, and by default handles 200 concurrent changes.
    private static readonly ConnectionLimits Connections = new(Most: 512, MostOfOne: 256, MostOfStrangers: 384);

    public static void Add(IServiceCollection services, WebhookOptions options, IKubernetes client, TimeProvider time)
    {
        services.AddSingleton(options).AddSingleton(time).AddSingleton(client);
        services.AddSingleton<WebhookMetrics>().AddSingleton<ReviewLog>();
        services.AddSingleton<ReviewIntake>().AddSingleton<ReviewEndpoint>();
        services.AddSingleton<Readiness>().AddSingleton<SettingsSource>();
        services.AddSingleton<SettingsWatch>();
        services.AddSingleton(new ConnectionTable(Connections, time));
        services.AddSingleton(new ClientAuthority(options.ClientCaFile));
        services.AddSingleton(p => new CertificateStore(
            options.CertificateDirectory, time, p.GetRequiredService<ILogger<CertificateStore>>(),
            new SecretCertificate(client, new ObjectKey(options.OwnNamespace, options.CertificateSecret))));
        services.AddSingleton(p => new EventPublisher(
            client, Installation.Webhook, "", p.GetRequiredService<ILogger<EventPublisher>>(), time));
        services.AddSingleton<AddressPools>();
        services.AddSingleton(new PolicyFile(options.PolicyFile)).AddSingleton<PolicyWatch>();
        AddCaches(services, options, client, time);
        AddReviews(services, options, client);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = options.Drain + StopLimit);
        AddLoops(services, options, time);
    }

    /// <summary>Subscribes the index of address pools to the changes of the cache.</summary>
    public static void Follow(IServiceProvider services)
    {
        var pools = services.GetRequiredService<AddressPools>();
        services.GetRequiredService<Reflector<CachedNetwork>>().Cache.Subscribe(change => pools.Set(
            new NetworkKey(change.Key.Namespace, change.Key.Name),
            change.Type == EntityChangeType.Deleted ? [] : change.Entity.Pools));
    }

    private static void AddReviews(IServiceCollection services, WebhookOptions options, IKubernetes client)
    {
        services.AddSingleton(p => new PodAdmission(p.GetRequiredService<INetworkLookup>(), Context(p, options)));
        services.AddSingleton<IReview>(p => p.GetRequiredService<PodAdmission>());
        services.AddSingleton<IReview>(p => new WorkloadHints(p.GetRequiredService<PodAdmission>()));
        services.AddSingleton<IReview>(p => new PodHints(Context(p, options)));
        services.AddSingleton<IReview>(p => new NetworkAdmission(() => new ValidationContext
        {
            Pools = p.GetRequiredService<AddressPools>(),
            Policy = p.GetRequiredService<PolicyFile>().Current,
            Use = UseOf(p.GetRequiredService<PolicyFile>(), options),
        }));
        services.AddSingleton<IReview>(p => new DeletionGuard(client, options.LookupTimeout, Context(p, options)));
    }

    private static void AddCaches(
        IServiceCollection services, WebhookOptions options, IKubernetes client, TimeProvider time)
    {
        services.AddSingleton(p => new Reflector<CachedNetwork>(
            client, ResourceType.NetworkAttachmentDefinitions,
            nad => CachedNetwork.ToKeep(nad, options.ResourceNameKeys),
            logger: p.GetRequiredService<ILogger<Reflector<CachedNetwork>>>(), time: time));
        services.AddSingleton<INetworkLookup>(p => new NetworkLookup(
            client, p.GetRequiredService<Reflector<CachedNetwork>>().Cache,
            nad => CachedNetwork.Of(nad, options.ResourceNameKeys), options.LookupTimeout));
        services.AddSingleton(p => new Reflector<HostPortReport>(
            client, HostPortReport.Resource, HostPortReport.Of,
            logger: p.GetRequiredService<ILogger<Reflector<HostPortReport>>>(), time: time));
        services.AddSingleton(p => new Reflector<KnownNode>(
            client, ResourceType.Nodes, KnownNode.Of, new ReflectorOptions { IsMetadataOnly = true },
            p.GetRequiredService<ILogger<Reflector<KnownNode>>>(), time));
    }

    private static NetworkUse UseOf(PolicyFile policy, WebhookOptions options) =>
        policy.Current.Use with { Isolation = options.Isolation };

    private static PodContext Context(IServiceProvider services, WebhookOptions options)
    {
        var nodes = services.GetRequiredService<Reflector<KnownNode>>().Cache;
        var reports = services.GetRequiredService<Reflector<HostPortReport>>().Cache;
        var policy = services.GetRequiredService<PolicyFile>();
        var settings = services.GetRequiredService<SettingsSource>();
        return new PodContext
        {
            MultusNamespace = options.MultusNamespace,
            Use = () => UseOf(policy, options),
            Settings = () => settings.Current,
            NodesWithoutHostPorts = () =>
                [.. reports.List().Where(report => !report.MapsHostPorts).Select(report => report.Node)],
            SomeNodeHas = labels => !nodes.IsSynced || nodes.List().Any(node => node.HasAll(labels)),
        };
    }

    private static void AddLoops(IServiceCollection services, WebhookOptions options, TimeProvider time)
    {
        services.AddSingleton<IHostedService>(p => new DrainBeforeStop(
            p.GetRequiredService<Readiness>(), options.Drain, time, p.GetRequiredService<ILogger<DrainBeforeStop>>()));
        services.AddSingleton<IHostedService>(p => new Loop(
            p.GetRequiredService<Reflector<CachedNetwork>>().RunAsync));
        services.AddSingleton<IHostedService>(p => new Loop(p.GetRequiredService<SettingsWatch>().RunAsync));
        services.AddSingleton<IHostedService>(p => new Loop(
            p.GetRequiredService<Reflector<HostPortReport>>().RunAsync));
        services.AddSingleton<IHostedService>(p => new Loop(p.GetRequiredService<Reflector<KnownNode>>().RunAsync));
        services.AddSingleton<IHostedService>(p => new Loop(p.GetRequiredService<EventPublisher>().RunAsync));
        services.AddSingleton<IHostedService>(p => new Loop(cancel =>
            p.GetRequiredService<CertificateStore>().RunAsync(options.CertificatePoll, cancel)));
        services.AddSingleton<IHostedService>(p => new Loop(p.GetRequiredService<PolicyWatch>().RunAsync));
        services.AddSingleton<IHostedService>(p => new Loop(cancel => ReadinessLog.RunAsync(
            p.GetRequiredService<Readiness>(), time, p.GetRequiredService<ILogger<Readiness>>(), cancel)));
    }
}
