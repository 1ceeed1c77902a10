using Ramus.Client.Tests.Cluster;
using Ramus.Client.Versions;
using Ramus.Testing.Kubernetes.FakeApi;

namespace Ramus.Client.Tests.Versions;

public sealed class VersionTests
{
    [Fact]
    [Trait(Expected.Trait, Expected.Files)]
    public async Task Different_versions_are_told()
    {
        await using var cluster = await SampleCluster.StartGoldenAsync();
        cluster.Server.Intercept = AnswerVersion;

        var read = await ClusterVersions.ReadAsync(
            cluster.Reader, "ramus-system", TestContext.Current.CancellationToken);
        var versions = read with { Client = "0.3.0" };

        Expected.ShouldBe(
            SampleCluster.Golden("version.txt"), VersionText.Table(versions) + VersionText.Json(versions));
    }

    [Fact]
    public void Equal_versions_are_no_skew() =>
        new ClusterVersions(
            "0.2.0", "v1.36.2", [("ramus-operator", "0.2.0"), ("ramus-webhook", "0.2.0")], [("0.2.0", ["n1", "n2"])])
            .Skews.ShouldBeEmpty();

    [Fact]
    public async Task A_cluster_without_Ramus_has_unknown_versions()
    {
        await using var cluster = await SampleCluster.StartAsync();
        cluster.Server.Intercept = AnswerVersion;

        var versions = await ClusterVersions.ReadAsync(
            cluster.Reader, "ramus-system", TestContext.Current.CancellationToken);

        versions.Kubernetes.ShouldBe("v1.36.2");
        versions.Nodes.ShouldBeEmpty();
        versions.Skews.ShouldBeEmpty();
    }

    private static async Task<bool> AnswerVersion(ApiRequest request, Microsoft.AspNetCore.Http.HttpContext context)
    {
        if (request.Path != "/version")
        {
            return false;
        }

        await Answers.SendAsync(context, 200, new System.Text.Json.Nodes.JsonObject { ["gitVersion"] = "v1.36.2" });
        return true;
    }
}
