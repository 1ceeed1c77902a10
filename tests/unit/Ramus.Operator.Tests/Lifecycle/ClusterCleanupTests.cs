using k8s;
using Ramus.Operator.Lifecycle;
using Ramus.Testing.Kubernetes.FakeApi;

namespace Ramus.Operator.Tests.Lifecycle;

public sealed class ClusterCleanupTests : IAsyncLifetime
{
    private const string Cleaners = "/apis/apps/v1/namespaces/ramus-system/daemonsets/ramus-uninstall";
    private const string Agent = "/apis/apps/v1/namespaces/ramus-system/daemonsets/ramus-node";
    private const string Crd =
        "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/network-attachment-definitions.k8s.cni.cncf.io";

    private const string Report = "/apis/ramus.dev/v1alpha1/nodenetworks/n1";

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
        server.Store.Find(Crd).ShouldNotBeNull("networks are the user's");
        server.Store.Find(Report).ShouldBeNull();
        said[^1].ShouldBe("every node is as it was before Ramus");
        said[0].ShouldBe($"deleted {Agent}");
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
        said[^1].ShouldBe("when such a node is back, run on it as root: rm -rf /x");
    }

    [Fact]
    public async Task Without_pods_that_clean_it_says_so()
    {
        server.Store.Put(Cleaners, """{"status":{"observedGeneration":1}}""");

        await CleanAsync();

        said[^2].ShouldBe("not cleaned within 0 s: nodes without a pod that cleans");
    }

    [Fact]
    public async Task The_CRDs_go_only_when_that_is_said()
    {
        await CleanAsync(deleteCrds: true);

        server.Store.Find(Crd).ShouldBeNull();
    }

    [Fact]
    public async Task A_second_run_finds_nothing_to_delete()
    {
        await CleanAsync();
        said.Clear();

        await CleanAsync();

        said.ShouldBe(["every node is as it was before Ramus"]);
    }

    private Task CleanAsync(bool deleteCrds = false) => new ClusterCleanup(
        client,
        new CleanupOptions("ramus-system", TimeSpan.Zero, "rm -rf /x", deleteCrds),
        said.Add,
        TimeProvider.System)
        .RunAsync(TestContext.Current.CancellationToken);

    private void AddCleaner(string node, bool ready) => server.Store.Put(
        $"/api/v1/namespaces/ramus-system/pods/{node}",
        $$$"""
        {"metadata":{"labels":{"app.kubernetes.io/name":"ramus-uninstall"}},"spec":{"nodeName":"{{{node}}}"},
         "status":{"conditions":[{"type":"Ready","status":"{{{ready}}}"}]}}
        """);

    /// <summary>As the controller of daemon sets makes it, for a node on which the scheduler finds no place.</summary>
    private void AddUnboundCleaner(string node) => server.Store.Put(
        $"/api/v1/namespaces/ramus-system/pods/ramus-uninstall-{node}",
        $$$$$"""
        {"metadata":{"labels":{"app.kubernetes.io/name":"ramus-uninstall"}},"spec":{"affinity":{"nodeAffinity":{
          "requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchFields":[
            {"key":"metadata.name","operator":"In","values":["{{{{{node}}}}}"]}]}]}}}},
         "status":{"conditions":[{"type":"PodScheduled","status":"False"}]}}
        """);
}
