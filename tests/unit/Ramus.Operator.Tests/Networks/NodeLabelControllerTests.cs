using System.Text.Json.Nodes;
using k8s;
using Microsoft.Extensions.Logging.Abstractions;
using Ramus.Kubernetes.Events;
using Ramus.Operator.Networks;
using Ramus.Operator.Objects;
using Ramus.Testing.Kubernetes;
using Ramus.Testing.Kubernetes.FakeApi;

namespace Ramus.Operator.Tests.Networks;

/// <summary>The labels follow the same rule as the networks' status, from the reports to the Node objects.</summary>
public sealed class NodeLabelControllerTests : IAsyncLifetime
{
    private const string Macvlan = "cannot-run.ramus.dev/red.lan";
    private readonly CancellationTokenSource stop = new();
    private readonly OperatorMetrics metrics = new();
    private FakeApiServer server = null!;
    private IKubernetes client = null!;
    private NetworkController controller = null!;
    private Task running = Task.CompletedTask;

    public async ValueTask InitializeAsync()
    {
        server = await FakeApiServer.StartAsync();
        client = server.CreateClient();
        Put("lan", """{"cniVersion":"1.0.0","type":"macvlan","master":"eth1","ipam":{}}""");
        Put("plain", """{"cniVersion":"1.0.0","type":"bridge"}""");
        PutNode("n1", ("zone", "a"), ("cannot-run.ramus.dev/red.deleted", "true"));
        PutNode("n2");
        Report("n1", ["macvlan", "bridge"], ["eth0", "eth1"]);
        Report("n2", ["macvlan", "bridge"], ["eth0", "eth1"]);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        controller?.Dispose();
        client.Dispose();
        await server.DisposeAsync();
        metrics.Dispose();
        stop.Dispose();
    }

    [Fact]
    [Trait("Needs", "Time")]
    public async Task A_node_that_loses_and_regains_a_network_has_its_label_in_between()
    {
        Start(areLabelled: true);
        await LabelsAsync("n1", "zone=a", "a stale label goes, others stay");

        Report("n1", ["bridge"], ["eth0", "eth1"]);
        await LabelsAsync("n1", $"{Macvlan}=true zone=a", "its plugin is gone");
        Failures().ShouldContain("plugin macvlan is not installed on n1");
        Labels("n2").ShouldBeEmpty();

        Report("n1", ["macvlan", "bridge"], ["eth0"]);
        Report("n2", ["macvlan", "bridge"], ["eth0", "eth1"], ("red/plain", "the node has no label 'nic'"));
        await LabelsAsync("n2", "cannot-run.ramus.dev/red.plain=true", "the node itself says so");
        Labels("n1").ShouldBe($"{Macvlan}=true zone=a", "its master is gone");

        Report("n1", ["macvlan", "bridge"], ["eth0", "eth1"]);
        Report("n2", ["macvlan", "bridge"], ["eth0", "eth1"]);
        await LabelsAsync("n1", "zone=a", "it runs again");
        await LabelsAsync("n2", "", "it runs again");
    }

    [Fact]
    [Trait("Needs", "Time")]
    public async Task A_label_that_another_client_removes_comes_back_and_the_label_of_a_deleted_network_goes()
    {
        Start(areLabelled: true);
        Report("n1", ["bridge"], ["eth1"]);
        await LabelsAsync("n1", $"{Macvlan}=true zone=a", "set");

        PutNode("n1", ("zone", "b"));
        await LabelsAsync("n1", $"{Macvlan}=true zone=b", "set again");

        server.Store.Delete(PathOf("lan"));
        await LabelsAsync("n1", "zone=b", "the network is gone");
    }

    [Fact]
    public async Task An_invalid_network_is_no_reason_to_avoid_a_node()
    {
        Put("broken", """{"cniVersion":"1.0.0","type":"macvlan","master":"eth9","vlan":"x","mode":"nonsense"}""");
        Start(areLabelled: true);
        Report("n1", ["bridge"], ["eth1"]);

        await LabelsAsync("n1", $"{Macvlan}=true zone=a", "the valid network's label, and no other");
    }

    [Fact]
    public async Task No_node_is_changed_when_labels_are_switched_off()
    {
        Start(areLabelled: false);
        Report("n1", ["bridge"], ["eth1"]);
        await Eventually.HoldsAsync(
            () => Failures().Contains("plugin macvlan", StringComparison.Ordinal), "the status");

        Labels("n1").ShouldBe("cannot-run.ramus.dev/red.deleted=true zone=a");
        server.Requests.ShouldNotContain(request => request.Method == "PATCH"
            && request.Path.StartsWith("/api/v1/nodes", StringComparison.Ordinal));
    }

    private void Start(bool areLabelled)
    {
        var policy = new PolicyWatch("/no/such/policy", TimeProvider.System, NullLogger<PolicyWatch>.Instance);
        policy.Refresh();
        controller = new NetworkController(
            client, new EventPublisher(client, "test"), policy, new PodSettings { AreNodesLabelled = areLabelled },
            metrics, NullLogger.Instance);
        running = controller.RunAsync(stop.Token);
    }

    private Task LabelsAsync(string node, string expected, string why) =>
        Eventually.HoldsAsync(() => Labels(node) == expected, $"{node} has labels '{expected}': {why}");

    private string Labels(string node) => string.Join(' ',
        (server.Store.Find($"/api/v1/nodes/{node}")!["metadata"]!["labels"] as JsonObject ?? [])
            .Select(label => $"{label.Key}={label.Value}").Order(StringComparer.Ordinal));

    private string Failures() =>
        server.Store.Find(PathOf("lan"))?["status"]?["nodes"]?["failures"]?.ToJsonString() ?? "";

    private void Put(string name, string config) => server.Store.Put(PathOf(name), new JsonObject
    {
        ["metadata"] = new JsonObject { ["generation"] = 1 },
        ["spec"] = new JsonObject { ["config"] = config },
    }.ToJsonString());

    private void PutNode(string name, params (string Key, string Value)[] labels) => server.Store.Put(
        $"/api/v1/nodes/{name}",
        new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["labels"] = new JsonObject(labels.Select(
                    label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value))),
            },
        }.ToJsonString());

    private void Report(
        string node, string[] plugins, string[] interfaces, params (string Network, string Cause)[] failures) =>
        server.Store.Put($"{NodeNetworkPaths.List}/{node}", new JsonObject
        {
            ["metadata"] = new JsonObject(),
            ["status"] = new JsonObject
            {
                ["plugins"] = new JsonArray([.. plugins.Select(name => new JsonObject { ["name"] = name })]),
                ["interfaces"] = new JsonArray([.. interfaces.Select(name => new JsonObject { ["name"] = name })]),
                ["networks"] = new JsonObject
                {
                    ["revision"] = "1000000",
                    ["failures"] = new JsonArray([.. failures.Select(failure => new JsonObject
                    {
                        ["network"] = failure.Network,
                        ["cause"] = failure.Cause,
                    })]),
                },
                ["conditions"] = new JsonArray(new JsonObject { ["type"] = "Ready", ["status"] = "True" }),
            },
        }.ToJsonString());

    private static string PathOf(string name) =>
        $"/apis/k8s.cni.cncf.io/v1/namespaces/red/network-attachment-definitions/{name}";
}
