using System.Collections.Concurrent;
using k8s;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Watching;
using Ramus.Testing.Kubernetes.FakeApi;

namespace Ramus.Kubernetes.Tests.Watching;

/// <summary>A reflector of networks that is connected to a fake API server.</summary>
public abstract class ReflectorHarness : IAsyncLifetime
{
    protected const string Path = "/apis/k8s.cni.cncf.io/v1/namespaces/default/network-attachment-definitions";

    private readonly CancellationTokenSource stop = new();
    private IKubernetes client = null!;
    private Task running = Task.CompletedTask;

    protected static ReflectorOptions Quick { get; } = new()
    {
        PageSize = 10,
        MinBackoff = TimeSpan.FromMilliseconds(10),
        MaxBackoff = TimeSpan.FromMilliseconds(50),
    };

    protected FakeApiServer Server { get; private set; } = null!;

    protected FakeStore Store => Server.Store;

    protected int Lists => Server.Requests.Count(r => r.Method == "GET" && !r.IsWatch);

    /// <summary>The changes that subscribers received.</summary>
    protected ConcurrentQueue<string> Changes { get; } = new();

    protected CancellationToken Stopping => stop.Token;

    public async ValueTask InitializeAsync()
    {
        Server = await FakeApiServer.StartAsync();
        client = Server.CreateClient();
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        client.Dispose();
        await Server.DisposeAsync();
        stop.Dispose();
        GC.SuppressFinalize(this);
    }

    protected void Put(string name, string config) =>
        Store.Put($"{Path}/{name}", $$$"""{"spec":{"config":"{{{config}}}"}}""");

    private protected Reflector<Network> Start(ReflectorOptions options)
    {
        var reflector = new Reflector<Network>(
            client, ResourceType.NetworkAttachmentDefinitions, Project, options);
        reflector.Cache.Subscribe(
            change => Changes.Enqueue($"{change.Type} {change.Entity.Name} {change.Entity.Config}"));
        running = reflector.RunAsync(stop.Token);
        return reflector;
    }

    private protected async Task<EntityCache<Network>> StartAsync(ReflectorOptions? options = null)
    {
        var reflector = Start(options ?? Quick);
        await reflector.HasSynced.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        return reflector.Cache;
    }

    protected Task WatchingAsync() => Eventually.HoldsAsync(() => Server.Requests.Any(r => r.IsWatch), "a watch");

    private static Network? Project(System.Text.Json.JsonElement entity)
    {
        var config = entity.TextAt("spec", "config")!;
        return config == "poison"
            ? throw new InvalidOperationException("poison")
            : new Network(entity.KeyOf().Name, config);
    }

    protected sealed record Network(string Name, string Config);
}
