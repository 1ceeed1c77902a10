using System.Xml.Linq;
using Ramus.Client.Get;
using Ramus.Client.Graph;
using Ramus.Client.Tests.Cluster;

namespace Ramus.Client.Tests.Graph;

public sealed class GraphTests
{
    public static TheoryData<string> Formats() => [.. Enum.GetNames<GraphFormat>()];

    [Theory]
    [MemberData(nameof(Formats))]
    [Trait(Expected.Trait, Expected.Files)]
    public async Task A_graph_has_its_form(string name)
    {
        await using var cluster = await SampleCluster.StartGoldenAsync();
        var pods = await ClusterLists.PodsAsync(cluster.Reader, null, [], TestContext.Current.CancellationToken);

        var text = GraphCommand.Write(NetworkGraph.Of(pods, withDefault: true), Enum.Parse<GraphFormat>(name));

        Expected.ShouldBe(SampleCluster.Golden($"graph-{name.ToLowerInvariant()}.txt"), text);
    }

    /// <summary>Users can write any text into annotations.</summary>
    [Theory]
    [MemberData(nameof(Formats))]
    public void A_hostile_name_stays_a_text(string name)
    {
        const string hostile = "a/<script>\"]; evil";
        var graph = NetworkGraph.Of(
            [new PodInterface { Namespace = "n", Pod = "p", Interface = hostile, Network = hostile }], false);

        var text = GraphCommand.Write(graph, Enum.Parse<GraphFormat>(name));

        text.ShouldNotContain("<script>");
        text.ShouldNotContain("\"]; evil");
        if (name == nameof(GraphFormat.Svg))
        {
            XDocument.Parse(text).Root!.Name.LocalName.ShouldBe("svg");
        }
    }

    [Fact]
    public void Without_pods_a_graph_is_empty() =>
        XDocument.Parse(GraphCommand.Write(NetworkGraph.Of([], true), GraphFormat.Svg)).Root!
            .Elements().Count().ShouldBe(1);
}
