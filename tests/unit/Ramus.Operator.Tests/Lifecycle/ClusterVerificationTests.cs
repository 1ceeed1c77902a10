using k8s;
using Ramus.Operator.Crd;
using Ramus.Operator.Lifecycle;
using Ramus.Testing.Kubernetes;
using Ramus.Testing.Kubernetes.FakeApi;

namespace Ramus.Operator.Tests.Lifecycle;

public sealed class ClusterVerificationTests : IAsyncLifetime
{
    private const string Registration =
        """{"webhooks":[{"name":"a","clientConfig":{"caBundle":"Zm9v"}}]}""";

    private readonly List<string> said = [];
    private FakeApiServer server = null!;
    private IKubernetes client = null!;

    public async ValueTask InitializeAsync()
    {
        server = await FakeApiServer.StartAsync();
        client = server.CreateClient();
        foreach (var crd in CrdDefinition.All)
        {
            server.Store.Put($"/apis/apiextensions.k8s.io/v1/customresourcedefinitions/{crd.Name}", "{}");
        }

        foreach (var kind in (string[])["mutatingwebhookconfigurations", "validatingwebhookconfigurations"])
        {
            server.Store.Put($"/apis/admissionregistration.k8s.io/v1/{kind}/ramus", Registration);
        }

        server.Store.Put("/api/v1/nodes/n1", """{"metadata":{"labels":{"kubernetes.io/os":"linux"}}}""");
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task All_checks_pass_when_every_node_is_ready()
    {
        Report("""{"type":"Ready","status":"True"}""");

        (await VerifyAsync()).ShouldBeTrue();

        said.ShouldAllBe(line => line.StartsWith("ok"));
        said.ShouldContain("ok    node n1");
    }

    [Fact]
    public async Task A_node_without_a_report_is_named()
    {
        (await VerifyAsync()).ShouldBeFalse();

        said.ShouldContain(
        "FAIL  node n1: no report; check that a pod of DaemonSet ramus-node runs on it and is ready");
    }

    [Fact]
    public async Task A_node_that_is_not_ready_says_why()
    {
        Report("""{"type":"Ready","status":"False","message":"no default network"}""");

        (await VerifyAsync()).ShouldBeFalse();

        said.ShouldContain("FAIL  node n1: no default network");
    }

    [Fact]
    public async Task A_registration_without_a_CA_bundle_is_reported()
    {
        Report("""{"type":"Ready","status":"True"}""");
        server.Store.Put(
            "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/ramus",
            """{"webhooks":[{"name":"a","clientConfig":{}}]}""");

        (await VerifyAsync()).ShouldBeFalse();

        said.ShouldContain("FAIL  registration of the webhook (mutatingwebhookconfigurations): has no CA bundle");
    }

    private Task<bool> VerifyAsync() => new ClusterVerification(
        client, "kubernetes.io/os=linux", said.Add, TimeProvider.System)
        .RunAsync(TimeSpan.Zero, TestContext.Current.CancellationToken);

    private void Report(string condition) => server.Store.Put(
        $"{NodeNetworkPaths.List}/n1", "{\"status\":{\"conditions\":[" + condition + "]}}");
}
