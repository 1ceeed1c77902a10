using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;
using k8s;

namespace Ramus.Webhook.Tests.Serving;

/// <summary>An API server that knows NetworkAttachmentDefinitions: list, watch and get, over HTTP.</summary>
internal sealed class FakeApiServer : IAsyncDisposable
{
    private const string Group = "/apis/k8s.cni.cncf.io/v1";
    private const string Plural = "network-attachment-definitions";

    private readonly WebApplication application;
    private readonly ConcurrentDictionary<string, JsonObject> others = new(StringComparer.Ordinal);
    private int liveReads;

    private FakeApiServer(WebApplication application)
    {
        this.application = application;
        Serve($"{Group}/{Plural}", Networks);
        Serve("/api/v1/nodes", Nodes);
        Serve("/api/v1/namespaces/{ns}/configmaps", ConfigMaps);
        Serve("/apis/ramus.dev/v1alpha1/nodenetworks", NodeNetworks);
        application.MapGet($"{Group}/namespaces/{{ns}}/{Plural}/{{name}}", (RequestDelegate)GetAsync);
        application.MapGet("/api/v1/{**rest}", (RequestDelegate)GetOtherAsync);
        application.MapPost("/api/v1/namespaces/{ns}/events", (RequestDelegate)KeepEventAsync);
    }

    public FakeCollection Networks { get; } = new();

    public FakeCollection Nodes { get; } = new();

    public FakeCollection ConfigMaps { get; } = new();

    public FakeCollection NodeNetworks { get; } = new();

    /// <summary>The messages of the events that were written.</summary>
    public ConcurrentQueue<string> Events { get; } = new();

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
        var metadata = new JsonObject { ["namespace"] = @namespace, ["name"] = name };
        if (resourceName is not null)
        {
            metadata["annotations"] = new JsonObject { [Annotations.ResourceName] = resourceName };
        }

        Networks.Put(
            new JsonObject
            {
                ["apiVersion"] = "k8s.cni.cncf.io/v1",
                ["kind"] = "NetworkAttachmentDefinition",
                ["metadata"] = metadata,
                ["spec"] = new JsonObject { ["config"] = config },
            },
            announce);
    }

    /// <summary>Puts a ConfigMap with settings there.</summary>
    public void Configure(
        string json, string name = "ramus-webhook", string @namespace = "ramus-system", string key = "config.json") =>
        ConfigMaps.Put(new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject { ["namespace"] = @namespace, ["name"] = name },
            ["data"] = new JsonObject { [key] = json },
        });

    public async ValueTask DisposeAsync()
    {
        foreach (var collection in (FakeCollection[])[Networks, Nodes, ConfigMaps, NodeNetworks])
        {
            collection.EndWatches();
        }

        await application.DisposeAsync();
    }

    private void Serve(string path, FakeCollection collection) =>
        application.MapGet(path, (RequestDelegate)(context =>
        {
            if (IsUp)
            {
                return collection.ListOrWatchAsync(context);
            }

            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        }));

    private async Task KeepEventAsync(HttpContext context)
    {
        var written = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        Events.Enqueue((string)written!["message"]!);
        context.Response.StatusCode = 201;
        await context.Response.WriteAsync(written.ToJsonString(), context.RequestAborted);
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
        var network = Networks.Find((string)route["ns"]!, (string)route["name"]!);
        context.Response.StatusCode = network is null ? 404 : 200;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(network is not null
            ? network.ToJsonString()
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
