using k8s;
using Ramus.Operator.Lifecycle;
using Ramus.Testing.Kubernetes;
using Ramus.Testing.Kubernetes.FakeApi;

namespace Ramus.Operator.Tests.Lifecycle;

public sealed class ClusterCleanupTests : IAsyncLifetime
{
    private const string Cleaners = "/apis/apps/v1/namespaces/ramus-system/daemonsets/ramus-uninstall";
    private const string Agent = "/apis/apps/v1/namespaces/ramus-system/daemonsets/ramus-node";
    private const string Crd =
        "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/network-attachment-definitions.k8s.cni.cncf.io";

    private const string Report = $"{NodeNetworkPaths.List}/n1";

    private static readonly string[] MadeByTheOperator =
    [
        "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/ramus",
        "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/ramus",
        "/api/v1/namespaces/ramus-system/secrets/ramus-webhook-tls",
        "/apis/coordination.k8s.io/v1/namespaces/ramus-system/leases/ramus-operator",
    ];

    private readonly List<string> said = [];
    private FakeApiServer server = null!;
    private IKubernetes client = null!;

    public async ValueTask InitializeAsync()
    {
        server = await FakeApiServer.StartAsync();
        client = server.CreateClient();
        foreach (var path in MadeByTheOperator.Append(Agent).Append(Crd).Append(Report)
            .Append("/apis/apps/v1/namespaces/ramus-system/deployments/ramus-operator"))
        {
            server.Store.Put(path, "{}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task The_programs_go_first_and_then_what_the_operator_made()
    {
        server.Store.Put(Cleaners, """
            {"status":{"observedGeneration":1,"desiredNumberScheduled":2,"numberReady":2}}
            """);

        await CleanAsync();

        MadeByTheOperator.ShouldAllBe(path => server.Store.Find(path) == null);
        server.Store.Find(Agent).ShouldBeNull();
        server.Store.Find(Crd).ShouldNotBeNull("the networks belong to the users");
        server.Store.Find(Report).ShouldBeNull();
        said[^1].ShouldBe("Ramus was removed from every node");
        said[0].ShouldBe($"deleted {Agent}");
    }

    [Fact]
    public async Task The_pods_that_clean_are_allowed_when_the_programs_are_gone()
    {
        server.Store.Put(Cleaners, """
            {"spec":{"template":{"spec":{"nodeSelector":{"kept":"yes","ramus.dev/uninstall":"waiting"}}}},
             "status":{"observedGeneration":1,"desiredNumberScheduled":1,"numberReady":1}}
            """);

        await CleanAsync();

        server.Store.Find(Cleaners)!["spec"]!["template"]!["spec"]!["nodeSelector"]!.ToJsonString()
            .ShouldBe("""{"kept":"yes"}""");
        var calls = server.Requests.ToList();
        calls.FindIndex(call => call.Path == Cleaners && call.Method == "PATCH")
            .ShouldBeGreaterThan(calls.FindIndex(call => call.Path == Agent && call.Method == "DELETE"));
    }

    [Fact]
    public async Task A_node_that_does_not_answer_is_named_with_the_command_that_completes_it()
    {
        server.Store.Put(Cleaners, """
            {"status":{"observedGeneration":1,"desiredNumberScheduled":2,"numberReady":1}}
            """);
        AddCleaner("far", ready: false);
        AddCleaner("near", ready: true);
        AddUnboundCleaner("away");

        await CleanAsync();

        said[^2].ShouldBe("not cleaned within 0 s: away, far");
        said[^1].ShouldBe("when these nodes are available again, run this command as root on each node: rm -rf /x");
    }

    [Fact]
    public async Task Without_pods_that_clean_it_says_so()
    {
        server.Store.Put(Cleaners, """{"status":{"observedGeneration":1}}""");

        await CleanAsync();

        said[^2].ShouldBe("not cleaned within 0 s: nodes without a cleanup pod");
    }

    [Fact]
    public async Task The_CRDs_go_only_when_that_is_said()
    {
        await CleanAsync(deleteCrds: true);

        server.Store.Find(Crd).ShouldBeNull();
    }

    [Fact]
    public async Task Labels_of_nodes_go_when_that_is_said_and_only_ours()
    {
        const string labelled = "/api/v1/nodes/n1", other = "/api/v1/nodes/n2";
        server.Store.Put(
            labelled, """{"metadata":{"labels":{"cannot-run.ramus.dev/red.blue":"true","zone":"a"}}}""");
        server.Store.Put(other, """{"metadata":{"labels":{"zone":"b"}}}""");

        await CleanAsync();
        server.Store.Find(labelled)!["metadata"]!["labels"]!.ToJsonString().ShouldContain("cannot-run");
        await CleanAsync(removeNodeLabels: true);

        server.Store.Find(labelled)!["metadata"]!["labels"]!.ToJsonString().ShouldBe("""{"zone":"a"}""");
        said.ShouldContain($"removed 1 labels of {labelled}");
        server.Requests.ShouldNotContain(request => request.Method == "PATCH" && request.Path == other);
    }

    [Fact]
    public async Task A_second_run_finds_nothing_to_delete()
    {
        await CleanAsync();
        said.Clear();

        await CleanAsync();

        said.ShouldBe(["no pods clean the nodes: run this command as root on each node: rm -rf /x"]);
    }

    private Task CleanAsync(bool deleteCrds = false, bool removeNodeLabels = false) => new ClusterCleanup(
        client,
        new CleanupOptions("ramus-system", TimeSpan.Zero, "rm -rf /x", deleteCrds)
        {
            RemoveNodeLabels = removeNodeLabels,
        },
        said.Add,
        TimeProvider.System)
        .RunAsync(TestContext.Current.CancellationToken);

    private void AddCleaner(string node, bool ready) => server.Store.Put(
        $"/api/v1/namespaces/ramus-system/pods/{node}",
        $$$"""
        {"metadata":{"labels":{"app.kubernetes.io/name":"ramus-uninstall"}},"spec":{"nodeName":"{{{node}}}"},
         "status":{"conditions":[{"type":"Ready","status":"{{{ready}}}"}]}}
        """);

    /// <summary>
    /// A pod as the DaemonSet controller creates it, for a node to which the scheduler cannot bind it.
    /// </summary>
    private void AddUnboundCleaner(string node) => server.Store.Put(
        $"/api/v1/namespaces/ramus-system/pods/ramus-uninstall-{node}",
        $$$$$"""
        {"metadata":{"labels":{"app.kubernetes.io/name":"ramus-uninstall"}},"spec":{"affinity":{"nodeAffinity":{
          "requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchFields":[
            {"key":"metadata.name","operator":"In","values":["{{{{{node}}}}}"]}]}]}}}},
         "status":{"conditions":[{"type":"PodScheduled","status":"False"}]}}
        """);
}
