using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Ramus.Kubernetes.Connections;

namespace Ramus.Kubernetes.Health;

/// <summary>
/// Serves /healthz and /readyz on one port and /metrics on another over plain HTTP. Each port has its own connection
/// limits, so an overload of one port does not affect the other. A hosted service.
/// </summary>
public sealed class HealthServer(
    HealthServerOptions options, HealthCheckService checks, PrometheusExporter metrics, ILogger<HealthServer> logger)
    : IHostedService, IAsyncDisposable
{
    // A probe and a scrape need one connection each, for milliseconds. On the host's network the kubelet has the same
    // address as every other program of the node, so a limit per address would lock the kubelet out. Instead, an old
    // connection is closed for each new one, and the limit is so high that a probe is answered before that.
    private static readonly ConnectionLimits Limits = new(most: 1536, mostOfOne: 1536)
    {
        ReplacesOldest = true,
        // A silent connection is closed when its place is needed. If all were closed earlier, all would reconnect at
        // once.
        CrowdedIdle = TimeSpan.FromMinutes(1),
    };

    private readonly ConnectionTable probes = new(Limits, TimeProvider.System);
    private readonly ConnectionTable scrapes = new(Limits, TimeProvider.System);
    private WebApplication? application;

    /// <summary>The address of /healthz and /readyz, which is unknown before the start when the port is 0.</summary>
    public Uri? Address { get; private set; }

    /// <summary>The address of /metrics.</summary>
    public Uri? MetricsAddress { get; private set; }

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseSmallBuffers();
        builder.WebHost.ConfigureKestrel(Listen);

        // The program's own host handles signals, not this server.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        application = builder.Build();
        application.Run(AnswerAsync);
        await application.StartAsync(cancellationToken);
        var listening = application.Services.GetRequiredService<IServer>().Features
            .Get<IServerAddressesFeature>()?.Addresses.ToList();
        if (listening is [var health, .. var others])
        {
            Address = AddressToAsk(options.Address, health);
            MetricsAddress = others is [var figures] ? AddressToAsk(options.MetricsAddress, figures) : null;
            logger.HealthListening(Address.Port, MetricsAddress?.Port);
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) =>
        application?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        probes.Dispose();
        scrapes.Dispose();
        return application?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    private static Uri AddressToAsk(IPAddress? address, string listening)
    {
        var port = int.Parse(
            listening.AsSpan(listening.LastIndexOf(':') + 1).TrimEnd('/'), CultureInfo.InvariantCulture);
        var host = address is null || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)
            ? IPAddress.Loopback
            : address;
        return new UriBuilder(Uri.UriSchemeHttp, host.ToString(), port).Uri;
    }

    private void Listen(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = 0;
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(1);
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromMinutes(1);
        Listen(kestrel, options.Address, options.Port, probes, AnswerProbeAsync);
        if (options.MetricsPort is { } port)
        {
            Listen(kestrel, options.MetricsAddress, port, scrapes, AnswerScrapeAsync);
        }
    }

    private static void Listen(
        KestrelServerOptions kestrel, IPAddress? address, int port, ConnectionTable table, RequestDelegate answer)
    {
        void Configure(ListenOptions listen)
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next => connection =>
            {
                connection.Features.Set(answer);
                return table.ServeAsync(connection, next);
            });
        }

        if (address is null)
        {
            kestrel.ListenAnyIP(port, Configure);
        }
        else
        {
            kestrel.Listen(address, port, Configure);
        }
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        var connection = context.Features.GetRequiredFeature<CallerConnection>();
        connection.Begin();
        // Probes and scrapes are rare, so an open connection would only take a place, or send endless requests.
        context.Response.Headers.Connection = "close";
        try
        {
            await (context.Request.Method is "GET" or "HEAD"
                ? context.Features.GetRequiredFeature<RequestDelegate>()(context)
                : AnswerAsync(context, HttpStatusCode.MethodNotAllowed, "only GET is allowed\n"));
        }
        finally
        {
            connection.End();
        }
    }

    private Task AnswerProbeAsync(HttpContext context) => context.Request.Path.Value switch
    {
        "/healthz" or "/livez" => AnswerAsync(context, HttpStatusCode.OK, "ok\n"),
        "/readyz" => AnswerReadinessAsync(context),
        "/metrics" => AnswerAsync(
            context, HttpStatusCode.NotFound, $"/metrics is on port {MetricsAddress?.Port}\n"),
        _ => AnswerAsync(context, HttpStatusCode.NotFound, "see /healthz and /readyz\n"),
    };

    private Task AnswerScrapeAsync(HttpContext context) => context.Request.Path.Value == "/metrics"
        ? AnswerAsync(context, HttpStatusCode.OK, metrics.Collect(), PrometheusExporter.ContentType)
        : AnswerAsync(context, HttpStatusCode.NotFound, "see /metrics\n");

    private async Task AnswerReadinessAsync(HttpContext context)
    {
        var report = await checks.CheckHealthAsync(context.RequestAborted);
        var isReady = report.Status == HealthStatus.Healthy;

        // The format of the API server's /readyz?verbose: one line per check.
        var text = new StringBuilder();
        foreach (var (name, entry) in report.Entries)
        {
            text.Append((entry.Status, entry.Description) switch
            {
                (HealthStatus.Healthy, null) => $"[+]{name} ok\n",
                (HealthStatus.Healthy, var note) => $"[+]{name} ok: {note}\n",
                (_, var reason) => $"[-]{name} failed: {reason}\n",
            });
        }

        text.Append(isReady ? "ok\n" : "failed\n");
        await AnswerAsync(
            context, isReady ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable, text.ToString());
    }

    private static async Task AnswerAsync(
        HttpContext context, HttpStatusCode status, string text, string contentType = "text/plain; charset=utf-8")
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        context.Response.StatusCode = (int)status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = bytes.Length;
        if (context.Request.Method != "HEAD")
        {
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        }
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
