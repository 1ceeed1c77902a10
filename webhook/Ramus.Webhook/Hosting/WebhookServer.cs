using System.Net.Security;
using System.Security.Authentication;
using k8s;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Ramus.Kubernetes;
using Ramus.Networks;
using Ramus.Validation;
using Ramus.Webhook.Admission;
using Ramus.Webhook.Certificates;
using Ramus.Webhook.Deletion;
using Ramus.Webhook.Networks;
using Ramus.Webhook.Pods;

namespace Ramus.Webhook.Hosting;

/// <summary>Puts the parts together: certificate, cache, rules, and the HTTPS endpoint in front of them.</summary>
internal static class WebhookServer
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    /// <summary>The program, not started yet. The client is not disposed with it.</summary>
    public static WebApplication Build(WebhookOptions options, IKubernetes client, TimeProvider? time = null)
    {
        // Empty, not slim: no configuration files, which would be watched and cost inotify instances of the node.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.AddProgramConsole(options.LogLevel);
        // ReviewEndpoint reports every failure of ours. What is left is what strangers send instead of a handshake,
        // some of it with a stack trace: they must not be able to fill the log.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Critical);
        builder.Services.AddRoutingCore();
        var checks = new HealthChecks();
        builder.Services.AddHealthServer(new HealthServerOptions(options.HealthPort, options.BindAddress), checks);
        AddParts(builder.Services, options, client, time ?? TimeProvider.System);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel((_, kestrel) => Listen(kestrel, options));

        var app = builder.Build();
        app.Services.GetRequiredService<CertificateStore>().Refresh();
        app.Services.GetRequiredService<PolicyWatch>().Refresh();
        FollowPools(app.Services);
        Observe(app.Services, checks);
        app.MapPost(ReviewEndpoint.Path, app.Services.GetRequiredService<ReviewEndpoint>().HandleAsync);
        app.MapPost(ReviewEndpoint.NetworksPath, app.Services.GetRequiredService<ReviewEndpoint>().HandleNetworkAsync);
        app.MapPost(DeletionEndpoint.Path, app.Services.GetRequiredService<DeletionEndpoint>().HandleAsync);
        return app;
    }

    private static void AddParts(
        IServiceCollection services, WebhookOptions options, IKubernetes client, TimeProvider time)
    {
        services.AddSingleton(options).AddSingleton(time).AddSingleton(client);
        services.AddSingleton<WebhookMetrics>().AddSingleton<ReviewPlaces>().AddSingleton<ReviewEndpoint>().AddSingleton<Readiness>();
        services.AddSingleton(new DeletionGuard(client, options.LookupTimeout)).AddSingleton<DeletionEndpoint>();
        services.AddSingleton(p => new CertificateStore(
            options.CertificateDirectory, time, p.GetRequiredService<ILogger<CertificateStore>>()));
        services.AddSingleton(p => new Reflector<KnownNetwork>(
            client, ResourceType.NetworkAttachmentDefinitions, KnownNetwork.Of,
            logger: p.GetRequiredService<ILogger<Reflector<KnownNetwork>>>(), time: time));
        services.AddSingleton<INetworkLookup>(p => new NetworkLookup(
            client, p.GetRequiredService<Reflector<KnownNetwork>>().Cache, options.LookupTimeout));
        services.AddSingleton<AddressPools>();
        services.AddSingleton(new PolicyFile(options.PolicyFile)).AddSingleton<PolicyWatch>();
        services.AddSingleton(p => new PodAdmission(
            p.GetRequiredService<INetworkLookup>(), options.MultusNamespace,
            () => p.GetRequiredService<PolicyFile>().Current.Use));
        services.AddSingleton(p => new NetworkAdmission(() => new ValidationContext
        {
            Pools = p.GetRequiredService<AddressPools>(),
            Policy = p.GetRequiredService<PolicyFile>().Current,
        }));
        services.Configure<HostOptions>(host => host.ShutdownTimeout = options.Drain + StopLimit);
        AddLoops(services, options, time);
    }

    private static void FollowPools(IServiceProvider services)
    {
        var pools = services.GetRequiredService<AddressPools>();
        services.GetRequiredService<Reflector<KnownNetwork>>().Cache.Subscribe(change => pools.Set(
            new NetworkKey(change.Key.Namespace, change.Key.Name),
            change.Type == EntityChangeType.Deleted ? [] : change.Entity.Pools));
    }

    private static void Observe(IServiceProvider services, HealthChecks checks)
    {
        var readiness = services.GetRequiredService<Readiness>();
        checks.AddReadiness("shutdown", () => readiness.Shutdown);
        checks.AddReadiness("certificate", () => readiness.Certificate);
        checks.AddReadiness("networks", () => readiness.Networks);

        var metrics = services.GetRequiredService<WebhookMetrics>();
        var certificates = services.GetRequiredService<CertificateStore>();
        var networks = services.GetRequiredService<Reflector<KnownNetwork>>();
        metrics.Observe(
            "ramus.webhook.certificate.expiry.timestamp", "s",
            "End of the serving certificate since the epoch, 0 without one.",
            () => certificates.Current?.Expiry.ToUnixTimeSeconds() ?? 0);
        metrics.Observe(
            "ramus.webhook.networks", null, "Networks in the cache.", () => networks.Cache.Count);
        metrics.Observe(
            "ramus.webhook.api.contact.timestamp", "s",
            "Last answer of the API server since the epoch, 0 before the first.",
            () => networks.LastContact?.ToUnixTimeSeconds() ?? 0);
    }

    private static void AddLoops(IServiceCollection services, WebhookOptions options, TimeProvider time)
    {
        services.AddSingleton<IHostedService>(p => new DrainBeforeStop(
            p.GetRequiredService<Readiness>(), options.Drain, time, p.GetRequiredService<ILogger<DrainBeforeStop>>()));
        services.AddSingleton<IHostedService>(p => new Loop(
            p.GetRequiredService<Reflector<KnownNetwork>>().RunAsync));
        services.AddSingleton<IHostedService>(p => new Loop(cancel =>
            p.GetRequiredService<CertificateStore>().RunAsync(options.CertificatePoll, cancel)));
        services.AddSingleton<IHostedService>(p => new Loop(p.GetRequiredService<PolicyWatch>().RunAsync));
        services.AddSingleton<IHostedService>(p => new Loop(cancel => ReadinessLog.RunAsync(
            p.GetRequiredService<Readiness>(), time, p.GetRequiredService<ILogger<Readiness>>(), cancel)));
    }

    private static void Listen(KestrelServerOptions kestrel, WebhookOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
        kestrel.Limits.MaxConcurrentConnections = 512;
        // ReviewBody has the limit, and answers in words; what Kestrel reads beyond it is thrown away.
        kestrel.Limits.MaxRequestBodySize = null;
        var certificates = kestrel.ApplicationServices.GetRequiredService<CertificateStore>();
        if (options.BindAddress is { } address)
        {
            kestrel.Listen(address, options.Port, listen => Secure(listen, certificates));
            return;
        }

        kestrel.ListenAnyIP(options.Port, listen => Secure(listen, certificates));
    }

    private static void Secure(ListenOptions listen, CertificateStore certificates)
    {
        listen.Protocols = HttpProtocols.Http1AndHttp2;
        listen.UseHttps(new HttpsConnectionAdapterOptions
        {
            HandshakeTimeout = TimeSpan.FromSeconds(5),
            SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            // Asked for by Kestrel, never used: it would prepare the certificate anew for each connection. The
            // callback for whole handshakes is no way out: bytes that are no ClientHello then fail as if it were a bug.
            ServerCertificateSelector = (_, _) => null,
            OnAuthenticate = (_, handshake) => UseCurrent(certificates, handshake),
        });
    }

    private static void UseCurrent(CertificateStore certificates, SslServerAuthenticationOptions handshake)
    {
        handshake.ServerCertificateSelectionCallback = null;
        handshake.ServerCertificateContext = certificates.Current?.Context
            ?? throw new AuthenticationException("there is no serving certificate yet");
    }
}
