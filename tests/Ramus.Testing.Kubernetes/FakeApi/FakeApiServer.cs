using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using k8s;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Ramus.Kubernetes.Client;

namespace Ramus.Testing.Kubernetes.FakeApi;

/// <summary>
/// A fake API server over real HTTP: paged lists, watches with history, patches, conflicts. A test can restart it on
/// the same port, compact its history, close its watches, and replace single answers.
/// </summary>
public sealed class FakeApiServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<ApiRequest> requests = new();
    private readonly X509Certificate2? certificate;
    private CancellationTokenSource cut = new();
    private WebApplication? application;

    private FakeApiServer(X509Certificate2? certificate)
    {
        this.certificate = certificate;
    }

    public FakeStore Store { get; } = new();

    public int Port { get; private set; }

    public string Address => $"{(certificate is null ? "http" : "https")}://127.0.0.1:{Port}";

    public IReadOnlyList<ApiRequest> Requests => [.. requests];

    /// <summary>Sees every request first; returns true when it has answered. Null: no interception.</summary>
    public Func<ApiRequest, HttpContext, Task<bool>>? Intercept { get; set; }

    public static async Task<FakeApiServer> StartAsync(X509Certificate2? certificate = null)
    {
        var server = new FakeApiServer(certificate);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>A client from the production factory.</summary>
    public IKubernetes CreateClient() =>
        KubernetesClientFactory.Create(new KubernetesClientConfiguration { Host = Address, AccessToken = "token" });

    /// <summary>Closes all open watches, as a failing load balancer does.</summary>
    public void CutWatches() => Interlocked.Exchange(ref cut, new CancellationTokenSource()).Cancel();

    public async Task StopAsync()
    {
        CutWatches();
        if (this.application is { } application)
        {
            this.application = null;
            await application.StopAsync();
            await application.DisposeAsync();
        }
    }

    /// <summary>Starts the server again, on the same port as before.</summary>
    public async Task StartAgainAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = 16 * 1024 * 1024;
            kestrel.Listen(IPAddress.Loopback, Port, Configure);
        });
        if (certificate is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        builder.WebHost.UseShutdownTimeout(TimeSpan.FromMilliseconds(200));
        var application = builder.Build();
        application.Run(HandleAsync);
        await application.StartAsync();
        this.application = application;
        Port = new Uri(application.Services.GetRequiredService<IServer>().Features
            .Get<IServerAddressesFeature>()!.Addresses.First()).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        cut.Dispose();
    }

    private void Configure(ListenOptions listen)
    {
        if (certificate is not null)
        {
            listen.UseHttps(certificate);
        }
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var request = new ApiRequest(
            context.Request.Method,
            context.Request.Path.Value ?? "",
            context.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()),
            context.Request.ContentType ?? "",
            context.Request.Headers.Authorization.ToString(),
            await reader.ReadToEndAsync(context.RequestAborted));
        requests.Enqueue(request);
        if (Intercept is { } intercept && await intercept(request, context))
        {
            return;
        }

        if (ApiPath.Parse(request.Path) is not { } path)
        {
            await Answers.RefuseAsync(context, 404, "NotFound", "no such path");
            return;
        }

        if (request.IsWatch)
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(cut.Token, context.RequestAborted);
            await Watches.AnswerAsync(Store, path, request, context, end.Token);
            return;
        }

        await Answers.AnswerAsync(Store, path, request, context);
    }
}
