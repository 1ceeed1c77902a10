using Ramus.Client.Explain;
using Ramus.Client.Manifests;
using Ramus.Client.Output;
using Ramus.Client.Tests.Cluster;

namespace Ramus.Client.Tests.Explain;

[Trait(Expected.Trait, Expected.Files)]
public sealed class PodExplanationTests
{
    private static readonly string Root = Repository.Path("tests/golden/explain");

    [Fact]
    public void The_pods_of_files_are_explained()
    {
        var input = new ManifestFile("input.yaml", File.ReadAllText(Path.Combine(Root, "input.yaml")));

        var explanations = FileExplanations.Of([input], "default");

        Expected.ShouldBe(
            Path.Combine(Root, "files.txt"),
            ExplanationText.Table(explanations, Paint.None) + ExplanationText.Json(explanations));
    }

    [Fact]
    public async Task A_pod_of_a_cluster_is_explained()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var cluster = await SampleCluster.StartGoldenAsync();
        cluster.Add(await File.ReadAllTextAsync(SampleCluster.Golden("installation.yaml"), stop));

        var explanation = await ClusterExplanation.OfAsync(cluster.Reader, "tenant-a", "web-0", "ramus-system", stop);

        Expected.ShouldBe(Path.Combine(Root, "cluster.txt"), ExplanationText.Table([explanation], Paint.None));
    }
}
