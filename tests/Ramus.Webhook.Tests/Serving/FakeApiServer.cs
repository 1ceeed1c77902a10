using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using k8s;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Ramus.Kubernetes;
using Ramus.Networks;

namespace Ramus.Webhook.Tests.Serving;

/// <summary>An API server that knows NetworkAttachmentDefinitions: list, watch and get, over HTTP.</summary>
internal sealed class FakeApiServer : IAsyncDisposable
{
    private const string Group = "/apis/k8s.cni.cncf.io/v1";
    private const string Plural = "network-attachment-definitions";

    private readonly WebApplication application;
    private readonly ConcurrentDictionary<NetworkKey, JsonObject> objects = new();
    private readonly ConcurrentDictionary<string, JsonObject> others = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly List<Channel<string>> watchers = [];
    private readonly List<(int Version, string Line)> history = [];
    private int version = 100;
    private int liveReads;

    private FakeApiServer(WebApplication application)
    {
        this.application = application;
        application.MapGet($"{Group}/{Plural}", (RequestDelegate)ListOrWatchAsync);
        application.MapGet($"{Group}/namespaces/{{ns}}/{Plural}/{{name}}", (RequestDelegate)GetAsync);
        application.MapGet("/api/v1/{**rest}", (RequestDelegate)GetOtherAsync);
    }

    /// <summary>Answers lists only while set: an API server that is not there yet.</summary>
    public bool IsUp { get; set; } = true;

    /// <summary>What a live read gets instead of the object.</summary>
    public Func<HttpContext, Task>? LiveReadFault { get; set; }

    /// <summary>What a read of a pod or a namespace gets instead of the object.</summary>
    public Func<HttpContext, Task>? OtherFault { get; set; }

    public int LiveReads => Volatile.Read(ref liveReads);

    public string Address { get; private set; } = "";

    public IKubernetes Client() =>
        KubernetesClientFactory.Create(new KubernetesClientConfiguration { Host = Address });

    public static async Task<FakeApiServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new FakeApiServer(builder.Build());
        await server.application.StartAsync();
        server.Address = server.application.Urls.Single();
        return server;
    }

    /// <summary>Puts a pod or a namespace there.</summary>
    public void AddOther(string path, JsonObject entity) => others[path] = entity;

    /// <summary>Puts a network there; watchers may be kept in the dark, as when the cache is behind.</summary>
    public void Add(string @namespace, string name, string? resourceName, bool announce = true, string config = "{}")
    {
        var revision = Interlocked.Increment(ref version);
        var metadata = new JsonObject
        {
            ["namespace"] = @namespace,
            ["name"] = name,
            ["uid"] = Guid.NewGuid().ToString(),
            ["resourceVersion"] = revision.ToString(),
        };
        if (resourceName is not null)
        {
            metadata["annotations"] = new JsonObject { [Annotations.ResourceName] = resourceName };
        }

        var network = new JsonObject
        {
            ["apiVersion"] = "k8s.cni.cncf.io/v1",
            ["kind"] = "NetworkAttachmentDefinition",
            ["metadata"] = metadata,
            ["spec"] = new JsonObject { ["config"] = config },
        };
        objects[new NetworkKey(@namespace, name)] = network;
        if (announce)
        {
            Announce(revision, new JsonObject { ["type"] = "ADDED", ["object"] = network.DeepClone() });
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            watchers.ForEach(watcher => watcher.Writer.TryComplete());
        }

        await application.DisposeAsync();
    }

    private void Announce(int revision, JsonObject change)
    {
        lock (gate)
        {
            history.Add((revision, change.ToJsonString() + "\n"));
            watchers.ForEach(watcher => watcher.Writer.TryWrite(history[^1].Line));
        }
    }

    /// <summary>A watch from a version hears first what happened since then.</summary>
    private Channel<string> Watch(int since)
    {
        var channel = Channel.CreateUnbounded<string>();
        lock (gate)
        {
            watchers.Add(channel);
            history.Where(change => change.Version > since).ToList()
                .ForEach(change => channel.Writer.TryWrite(change.Line));
        }

        return channel;
    }

    private async Task ListOrWatchAsync(HttpContext context)
    {
        if (!IsUp)
        {
            context.Response.StatusCode = 503;
            return;
        }

        context.Response.ContentType = "application/json";
        if (context.Request.Query["watch"] == "true")
        {
            await WatchAsync(context);
            return;
        }

        var list = new JsonObject
        {
            ["metadata"] = new JsonObject { ["resourceVersion"] = version.ToString() },
            ["items"] = new JsonArray([.. objects.Values.Select(o => o.DeepClone())]),
        };
        await context.Response.WriteAsync(list.ToJsonString());
    }

    private async Task WatchAsync(HttpContext context)
    {
        var channel = Watch(int.Parse(context.Request.Query["resourceVersion"]!, CultureInfo.InvariantCulture));
        try
        {
            await context.Response.StartAsync();
            await foreach (var line in channel.Reader.ReadAllAsync(context.RequestAborted))
            {
                await context.Response.WriteAsync(line);
                await context.Response.Body.FlushAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The watcher went away.
        }
        finally
        {
            lock (gate)
            {
                watchers.Remove(channel);
            }
        }
    }

    private async Task GetAsync(HttpContext context)
    {
        Interlocked.Increment(ref liveReads);
        if (LiveReadFault is { } fault)
        {
            await fault(context);
            return;
        }

        var route = context.Request.RouteValues;
        var key = new NetworkKey((string)route["ns"]!, (string)route["name"]!);
        var found = objects.TryGetValue(key, out var network);
        context.Response.StatusCode = found ? 200 : 404;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(found
            ? network!.ToJsonString()
            : """{"kind":"Status","status":"Failure","reason":"NotFound","code":404,"message":"not found"}""");
    }

    private Task GetOtherAsync(HttpContext context)
    {
        if (OtherFault is { } fault)
        {
            return fault(context);
        }

        var found = others.GetValueOrDefault(context.Request.Path.Value ?? "");
        context.Response.StatusCode = found is null ? 404 : 200;
        return context.Response.WriteAsync((found ?? []).ToJsonString(), context.RequestAborted);
    }
}
