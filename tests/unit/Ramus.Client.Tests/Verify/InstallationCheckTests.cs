using System.Text.Json.Nodes;
using Ramus.Client.Diagnose;
using Ramus.Client.Output;
using Ramus.Client.Tests.Cluster;
using Ramus.Client.Verify;
using Ramus.Testing.Kubernetes;
using Ramus.Testing.Kubernetes.FakeApi;

namespace Ramus.Client.Tests.Verify;

public sealed class InstallationCheckTests
{
    [Fact]
    [Trait(Expected.Trait, Expected.Files)]
    public async Task An_installation_has_its_parts()
    {
        await using var cluster = await StartAsync();

        var diagnosis = await CheckAsync(cluster);

        Expected.ShouldBe(SampleCluster.Golden("installation.txt"), DiagnosisText.Table(diagnosis, Paint.None));
        diagnosis.Cause.ShouldBeNull();
    }

    [Theory]
    [InlineData(NodeNetworkPaths.Crd, "does not exist")]
    [InlineData("/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/ramus", "does not exist")]
    [InlineData("/apis/apps/v1/namespaces/ramus-system/deployments/ramus-webhook", "does not exist")]
    [InlineData("/apis/apps/v1/namespaces/ramus-system/daemonsets/ramus-node", "does not exist")]
    [InlineData($"{NodeNetworkPaths.List}/n1", "node n1 has not reported")]
    public async Task A_missing_part_is_named(string path, string cause)
    {
        await using var cluster = await StartAsync();
        cluster.Server.Store.Delete(path);

        (await CheckAsync(cluster)).Cause.ShouldNotBeNull().Text.ShouldContain(cause);
    }

    [Fact]
    public async Task Only_the_nodes_that_the_agents_select_must_have_reported()
    {
        await using var cluster = await StartAsync();
        cluster.Server.Store.Put(
            "/api/v1/nodes/n9", """{"metadata":{"labels":{"kubernetes.io/os":"linux","pool":"other"}}}""");
        (await CheckAsync(cluster)).Cause.ShouldNotBeNull().Text.ShouldBe("node n9 has not reported");

        const string agents = "/apis/apps/v1/namespaces/ramus-system/daemonsets/ramus-node";
        var set = cluster.Server.Store.Find(agents)!;
        set["spec"] = JsonNode.Parse("""
            {"template":{"spec":{"nodeSelector":{"kubernetes.io/os":"linux","pool":"networks"}}}}
            """);
        cluster.Server.Store.Put(agents, set.ToJsonString());
        var node = cluster.Server.Store.Find("/api/v1/nodes/n1")!;
        node["metadata"]!["labels"] = new JsonObject { ["kubernetes.io/os"] = "linux", ["pool"] = "networks" };
        cluster.Server.Store.Put("/api/v1/nodes/n1", node.ToJsonString());

        var diagnosis = await CheckAsync(cluster);

        diagnosis.Cause.ShouldBeNull();
        diagnosis.Steps.ShouldContain(static step => step.Name == "node n1" && step.IsGood == true);
    }

    [Fact]
    public async Task What_the_user_may_not_read_is_unknown()
    {
        await using var cluster = await SampleCluster.StartAsync();
        cluster.Server.Intercept = static async (_, context) =>
        {
            await Answers.RefuseAsync(context, 403, "Forbidden", "not allowed");
            return true;
        };

        var diagnosis = await CheckAsync(cluster);

        diagnosis.Cause.ShouldBeNull();
        diagnosis.Steps.ShouldAllBe(static step => step.IsGood == null);
    }

    private static Task<SampleCluster> StartAsync() =>
        SampleCluster.StartAsync(File.ReadAllText(SampleCluster.Golden("installation.yaml")));

    private static Task<Diagnosis> CheckAsync(SampleCluster cluster) =>
        new InstallationCheck(cluster.Reader, "ramus-system").RunAsync(TestContext.Current.CancellationToken);
}
