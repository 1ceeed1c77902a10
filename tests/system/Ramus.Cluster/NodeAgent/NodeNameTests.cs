using System.Text.Json.Nodes;

namespace Ramus.Cluster.NodeAgent;

/// <summary>An agent whose --node-name is not the name of a Node.</summary>
[Collection(Disturbing.Name)]
public sealed class NodeNameTests : IAsyncLifetime
{
    private const string Wrong = "no-such-node";
    private const string Node = $"/api/v1/nodes/{Wrong}";

    private static TestCluster Cluster => TestCluster.Current;

    public async ValueTask InitializeAsync()
    {
        if (TestCluster.IsGiven)
        {
            await RamusSystem.ReadyAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (TestCluster.IsGiven)
        {
            await KubectlAsync("rollout", "undo", "daemonset/ramus-node");
            await KubectlAsync("rollout", "status", "daemonset/ramus-node", "--timeout=5m");
            await Cluster.Api.DeleteAsync(Node);
            await RamusSystem.ReadyAsync();
        }
    }

    [ClusterFact]
    public async Task It_is_not_ready_and_says_why_until_the_node_appears()
    {
        await KubectlAsync(
            "patch", "daemonset", "ramus-node", "--type=json", "--patch",
            $$"""
            [{"op":"add","path":"/spec/template/spec/containers/0/args/-","value":"--node-name={{Wrong}}"}]
            """);
        const string reason = $"the API server has no node '{Wrong}'; set --node-name (NODE_NAME) to the name of";

        await Eventually.AgreesAsync(
            async () => (await ReadinessAsync()).Contains($"[-]node failed: {reason}", StringComparison.Ordinal),
            "the readiness says why", ReadinessAsync);
        await ShouldLogAsync(reason);

        await Cluster.Api.CreateAsync("/api/v1/nodes", new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = Wrong },
        });

        await Eventually.AgreesAsync(
            async () => (await ReadinessAsync()).Contains("[+]node ok", StringComparison.Ordinal),
            "ready", ReadinessAsync);
        await ShouldLogAsync($"Found the Node object {Wrong} in the API server.");
    }

    // The API server learns some seconds later that the container runs, and refuses to show the log before that.
    private static Task ShouldLogAsync(string text) => Eventually.AgreesAsync(
        async () => (await KubectlAsync("logs", "daemonset/ramus-node")).Contains(text, StringComparison.Ordinal),
        $"the log says: {text}");

    private static Task<string> ReadinessAsync() => Cluster.OnNodeAsync(
        "bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8083 && printf 'GET /readyz HTTP/1.0\\r\\n\\r\\n' >&3 && cat <&3");

    private static async Task<string> KubectlAsync(params string[] arguments) =>
        (await Cluster.KubectlAsync(null, ["-n", RamusSystem.Namespace, .. arguments])).Succeeded();
}
