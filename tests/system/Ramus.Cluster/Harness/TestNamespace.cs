using System.Text.Json.Nodes;

namespace Ramus.Cluster.Harness;

/// <summary>A namespace of one test; removed with its content.</summary>
public sealed class TestNamespace : IAsyncDisposable
{
    /// <summary>Marks the objects that tests create.</summary>
    public const string Label = "ramus.dev/test";

    private readonly TestCluster cluster = TestCluster.Current;

    private TestNamespace(string name) => Name = name;

    public string Name { get; }

    private KubernetesApi Api => cluster.Api;

    /// <param name="prefix">The start of its name.</param>
    /// <param name="isSeenByWebhook">False: pods are created without admission.</param>
    public static async Task<TestNamespace> CreateAsync(string prefix, bool isSeenByWebhook = true)
    {
        var labels = new JsonObject { [Label] = "true" };
        if (!isSeenByWebhook)
        {
            labels["ramus.dev/webhook"] = "disabled";
        }

        var made = await TestCluster.Current.Api.CreateAsync("/api/v1/namespaces", new JsonObject
        {
            ["metadata"] = new JsonObject { ["generateName"] = prefix + "-", ["labels"] = labels },
        });
        var @namespace = new TestNamespace((string)made["metadata"]!["name"]!);
        await @namespace.ServiceAccountAsync("default");
        return @namespace;
    }

    public async Task AddServiceAccountAsync(string name)
    {
        await Api.CreateAsync(
            PathOf("serviceaccounts"),
            new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } });
        await ServiceAccountAsync(name);
    }

    public string PathOf(string resource) => $"/api/v1/namespaces/{Name}/{resource}";

    public Task<JsonNode?> FindAsync(string resource) => Api.FindAsync(PathOf(resource));

    public Task<JsonNode> AddNetworkAsync(string name, string? config, string? resourceName = null) =>
        Api.CreateAsync(
            $"/apis/k8s.cni.cncf.io/v1/namespaces/{Name}/network-attachment-definitions",
            Manifests.Network(name, config, resourceName));

    public Task<JsonNode> AddPodAsync(string name, string? networks) =>
        Api.CreateAsync(PathOf("pods"), Manifests.Pod(name, networks));

    public Task DeletePodAsync(string name) => Api.DeleteAsync(PathOf($"pods/{name}?gracePeriodSeconds=1"));

    /// <summary>Waits until the pod's container runs.</summary>
    public Task<JsonNode> RunningAsync(string pod) => EventuallyAsync(
        $"pod {Name}/{pod} runs",
        pod,
        async () => await FindAsync($"pods/{pod}") is { } found && found.IsReady() ? found : null);

    /// <summary>Waits until the pod's status is published.</summary>
    public Task<string> NetworkStatusAsync(string pod) => EventuallyAsync(
        $"pod {Name}/{pod} has a network-status",
        pod,
        async () => (await FindAsync($"pods/{pod}"))?.NetworkStatus());

    /// <summary>The events of a pod as "reason: message".</summary>
    public async Task<IReadOnlyList<string>> EventsAsync(string pod) =>
        [.. (await Api.ListAsync(PathOf($"events?fieldSelector=involvedObject.name={pod}")))
            .Select(found => $"{found["reason"]}: {found["message"]}")];

    /// <summary>Waits for a number of events of a pod.</summary>
    public Task<IReadOnlyList<string>> EventsAsync(string pod, string reason, int count) => EventuallyAsync(
        $"pod {Name}/{pod} has {count} events {reason}",
        pod,
        async () => (IReadOnlyList<string>)
            [.. (await EventsAsync(pod)).Where(text => text.StartsWith(reason + ": ", StringComparison.Ordinal))]
            is { } found && found.Count >= count ? found : null);

    public async ValueTask DisposeAsync()
    {
        // The deletion of the namespace alone would take each pod's whole grace period.
        await Api.DeleteAsync(PathOf("pods?gracePeriodSeconds=1"));
        await Api.DeleteAsync($"/api/v1/namespaces/{Name}");
    }

    private Task<T> EventuallyAsync<T>(string what, string pod, Func<Task<T?>> probe)
        where T : class =>
        Eventually.GetAsync(probe, what, async () => string.Join('\n', await EventsAsync(pod)));

    // The API server refuses pods until the service account has its token.
    private Task<JsonNode> ServiceAccountAsync(string name) => Eventually.GetAsync(
        async () => (await FindAsync($"serviceaccounts/{name}"))?["secrets"],
        $"service account {Name}/{name} has its token");
}
