using Ramus.Client.Get;
using Ramus.Client.Output;
using Ramus.Client.Tests.Cluster;
using Ramus.Testing.Kubernetes.FakeApi;

namespace Ramus.Client.Tests.Get;

/// <summary>The lists of a cluster, with the outputs in tests/golden/cluster.</summary>
public sealed class GetTests
{
    public static TheoryData<string> Formats() => [.. Enum.GetNames<ListFormat>()];

    [Theory]
    [MemberData(nameof(Formats))]
    [Trait(Expected.Trait, Expected.Files)]
    public async Task Every_list_has_its_form(string name)
    {
        var format = Enum.Parse<ListFormat>(name);
        var stop = TestContext.Current.CancellationToken;
        await using var cluster = await SampleCluster.StartGoldenAsync();

        var pods = await ClusterLists.PodsAsync(cluster.Reader, null, [], stop);
        var networks = await ClusterLists.NetworksAsync(cluster.Reader, null, [], stop);
        var nodes = await ClusterLists.NodesAsync(cluster.Reader, [], stop);
        var usage = await ClusterLists.UsageAsync(cluster.Reader, null, stop);

        Expected.ShouldBe(
            SampleCluster.Golden($"lists-{name.ToLowerInvariant()}.txt"),
            string.Join('\n',
            [
                "get pods:\n" + Listing.Of(pods, GetColumns.Pods, format, ""),
                "get networks:\n" + Listing.Of(networks, GetColumns.Networks, format, ""),
                "get nodes:\n" + Listing.Of(nodes, GetColumns.Nodes, format, ""),
                "top networks:\n" + Listing.Of(usage, GetColumns.Usage, format, ""),
            ]));
    }

    [Fact]
    public async Task A_namespace_and_names_select_pods()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var cluster = await SampleCluster.StartGoldenAsync();

        var pods = await ClusterLists.PodsAsync(cluster.Reader, "tenant-a", ["web-0"], stop);

        pods.Select(static one => one.Pod).Distinct().ShouldBe(["web-0"]);
        (await ClusterLists.PodsAsync(cluster.Reader, "default", ["web-0"], stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_the_right_to_list_networks_only_outdated_is_unknown()
    {
        await using var cluster = await SampleCluster.StartGoldenAsync();
        cluster.Server.Intercept = static async (request, context) =>
        {
            if (!request.Path.Contains("network-attachment-definitions", StringComparison.Ordinal))
            {
                return false;
            }

            await Answers.RefuseAsync(context, 403, "Forbidden", "not allowed");
            return true;
        };

        var pods = await ClusterLists.PodsAsync(cluster.Reader, null, [], TestContext.Current.CancellationToken);

        pods.ShouldNotBeEmpty();
        pods.ShouldAllBe(static one => one.IsOutdated == null);
    }

    [Fact]
    public async Task Lists_of_many_pages_are_read_to_their_end()
    {
        await using var cluster = await SampleCluster.StartAsync(Enumerable.Range(0, 1201).Select(static number => $$"""
            apiVersion: v1
            kind: Pod
            metadata:
              name: p{{number}}
              annotations: {k8s.v1.cni.cncf.io/networks: blue}
            """).ToList());

        var pods = await ClusterLists.PodsAsync(cluster.Reader, null, [], TestContext.Current.CancellationToken);

        pods.Count.ShouldBe(1201);
    }
}
