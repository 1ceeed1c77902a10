using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ramus.Kubernetes.Health;

/// <summary>Serves /healthz, /readyz and /metrics over plain HTTP on a port of its own. A hosted service.</summary>
public sealed class HealthServer(
    HealthServerOptions options, HealthCheckService checks, PrometheusExporter metrics, ILogger<HealthServer> logger)
    : IHostedService, IAsyncDisposable
{
    private WebApplication? application;

    /// <summary>Where it really listens: useful when the port was 0.</summary>
    public Uri? Address { get; private set; }

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 4096;
            kestrel.Limits.MaxConcurrentConnections = 1024;
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(5);
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
            if (options.Address is { } address)
            {
                kestrel.Listen(address, options.Port);
            }
            else
            {
                kestrel.ListenAnyIP(options.Port);
            }
        });

        // The program's own host handles signals; this server is only a part of it.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        application = builder.Build();
        application.Run(AnswerAsync);
        await application.StartAsync(cancellationToken);
        var listening = application.Services.GetRequiredService<IServer>().Features
            .Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        if (listening is not null)
        {
            var port = int.Parse(
                listening.AsSpan(listening.LastIndexOf(':') + 1).TrimEnd('/'), CultureInfo.InvariantCulture);
            Address = new UriBuilder(Uri.UriSchemeHttp, HostToAsk().ToString(), port).Uri;
            logger.HealthListening(port);
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) =>
        application?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => application?.DisposeAsync() ?? ValueTask.CompletedTask;

    private IPAddress HostToAsk() =>
        options.Address is { } address && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any)
            ? address
            : IPAddress.Loopback;

    private Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Method is not ("GET" or "HEAD"))
        {
            return AnswerAsync(context, HttpStatusCode.MethodNotAllowed, "only GET\n");
        }

        return context.Request.Path.Value switch
        {
            "/healthz" or "/livez" => AnswerAsync(context, HttpStatusCode.OK, "ok\n"),
            "/readyz" => AnswerReadinessAsync(context),
            "/metrics" => AnswerAsync(context, HttpStatusCode.OK, metrics.Collect(), PrometheusExporter.ContentType),
            _ => AnswerAsync(context, HttpStatusCode.NotFound, "see /healthz, /readyz and /metrics\n"),
        };
    }

    private async Task AnswerReadinessAsync(HttpContext context)
    {
        var report = await checks.CheckHealthAsync(context.RequestAborted);
        var isReady = report.Status == HealthStatus.Healthy;

        // As the API server's own /readyz?verbose: a line per check.
        var text = new StringBuilder();
        foreach (var (name, entry) in report.Entries)
        {
            text.Append(entry.Status == HealthStatus.Healthy
                ? $"[+]{name} ok\n" : $"[-]{name} failed: {entry.Description}\n");
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
