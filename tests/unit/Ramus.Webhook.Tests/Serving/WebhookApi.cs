using System.Text.Json.Nodes;
using k8s;
using Microsoft.AspNetCore.Http;
using Ramus.Contract.Selection;
using Ramus.Testing.Kubernetes.FakeApi;

namespace Ramus.Webhook.Tests.Serving;

/// <summary>
/// The webhook's view of a cluster: networks, settings, and an API server that may refuse requests or not answer.
/// </summary>
internal sealed class WebhookApi : IAsyncDisposable
{
    private const string Networks = "network-attachment-definitions";

    private readonly FakeApiServer server;

    private WebhookApi(FakeApiServer server)
    {
        this.server = server;
        server.Intercept = FailAsync;
    }

    /// <summary>
    /// Lists and watches are only answered while this is set; otherwise the API server seems to be down.
    /// </summary>
    public bool IsUp { get; set; } = true;

    /// <summary>The answer to a read of one network, instead of the object.</summary>
    public Func<HttpContext, Task>? LiveReadFault { get; set; }

    /// <summary>The answer to a read of a pod or a namespace, instead of the object.</summary>
    public Func<HttpContext, Task>? OtherFault { get; set; }

    public int LiveReads => server.Requests.Count(IsLiveRead);

    /// <summary>The messages of the published events.</summary>
    public IReadOnlyList<string> Events =>
        [.. server.Store.List(ApiPath.Parse("/api/v1/events")!).Select(written => (string)written["message"]!)];

    public static async Task<WebhookApi> StartAsync() => new(await FakeApiServer.StartAsync());

    public static string PathOf(string @namespace, string network) =>
        $"/apis/k8s.cni.cncf.io/v1/namespaces/{@namespace}/{Networks}/{network}";

    public IKubernetes CreateClient() => server.CreateClient();

    public void Put(string path, JsonObject entity) => server.Store.Put(ApiPath.Parse(path)!, entity);

    public void Delete(string path) => server.Store.Delete(path).ShouldNotBeNull();

    public void CutWatches() => server.CutWatches();

    /// <summary>Stores a network; optionally without telling the watchers, as when the cache is stale.</summary>
    public void Add(string @namespace, string name, string? resourceName, bool announce = true, string config = "{}")
    {
        var network = new JsonObject
        {
            ["apiVersion"] = "k8s.cni.cncf.io/v1",
            ["kind"] = "NetworkAttachmentDefinition",
            ["metadata"] = new JsonObject(),
            ["spec"] = new JsonObject { ["config"] = config },
        };
        if (resourceName is not null)
        {
            network["metadata"]!["annotations"] = new JsonObject { [Annotations.ResourceName] = resourceName };
        }

        server.Store.Put(ApiPath.Parse(PathOf(@namespace, name))!, network, announce);
    }

    /// <summary>Stores a ConfigMap with settings.</summary>
    public void Configure(
        string json, string name = "ramus-webhook", string @namespace = "ramus-system", string key = "config.json") =>
        Put($"/api/v1/namespaces/{@namespace}/configmaps/{name}", new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["data"] = new JsonObject { [key] = json },
        });

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static bool IsLiveRead(ApiRequest request) =>
        request.Method == "GET" && ApiPath.Parse(request.Path) is { Plural: Networks, IsCollection: false };

    private async Task<bool> FailAsync(ApiRequest request, HttpContext context)
    {
        if (request.Method != "GET" || ApiPath.Parse(request.Path) is not { } path)
        {
            return false;
        }

        if (path.IsCollection)
        {
            context.Response.StatusCode = IsUp ? 200 : 503;
            return !IsUp;
        }

        if ((path.Plural == Networks ? LiveReadFault : OtherFault) is not { } fault)
        {
            return false;
        }

        await fault(context);
        return true;
    }
}
