using System.Text.Json;
using System.Text.Json.Nodes;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Watching;
using Ramus.Node.Networks;

namespace Ramus.Node.Tests.Networks;

public sealed class WatchedNetworkTests
{
    private const int Budget = 100 * 1024;

    private readonly TextBudget budget = new(Budget);

    [Theory]
    [Trait("Needs", "Time")]
    [InlineData(Annotations.Render, "node", 8000)]
    [InlineData(Annotations.NodeSelector, "zone=a", 8000)]
    [InlineData(Annotations.NodeSelector, "zone=a", 0)]
    public void Networks_that_depend_on_the_node_are_kept_only_within_a_common_budget(
        string annotation, string value, int config)
    {
        var networks = Enumerable.Range(0, 50_000).Select(_ => Read(config, (annotation, value))).ToList();

        networks.ForEach(network => network.Keep(budget));

        budget.Used.ShouldBeInRange(1, Budget);
        var kept = networks.Where(static network => network.IsKept).ToList();
        kept.Count.ShouldBeInRange(1, networks.Count - 1);
        networks.ForEach(static network => network.Take());
        networks.Count(static network => !network.IsTaken).ShouldBe(kept.Count);
        networks.ForEach(network => network.Release(budget));
        budget.Used.ShouldBe(0);
    }

    [Fact]
    public void Other_networks_take_no_room()
    {
        var network = Read(8000);

        network.Keep(budget);

        network.IsKept.ShouldBeFalse();
        budget.Used.ShouldBe(0);
        network.Characters.ShouldBe(8000);
    }

    [Theory]
    [InlineData(Annotations.NodeSelector)]
    [InlineData(Annotations.ResourceName)]
    [InlineData(Annotations.Render)]
    public void An_annotation_that_is_too_long_refuses_the_network_and_is_dropped(string annotation)
    {
        var network = Read(8000, (annotation, new string('a', 250_000)));

        network.Refusal.ShouldBe(
            $"network red/blue: annotation {annotation} has 250000 characters, but at most 4096 are allowed; "
            + "make it shorter");
        network.Characters.ShouldBe(0);
        network.Take()!.Annotations.ShouldBeEmpty();
        Read(8000, (annotation, new string('a', 4096))).Refusal.ShouldBeNull();
    }

    [Fact]
    public void Annotations_count_among_the_text_that_waits() =>
        Read(8000, (Annotations.NodeSelector, new string('a', 4096))).Characters.ShouldBe(12_096);

    private static WatchedNetwork Read(int config, params (string Key, string Value)[] annotations)
    {
        var entity = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["namespace"] = "red",
                ["name"] = "blue",
                ["annotations"] = new JsonObject(
                    annotations.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
            },
            ["spec"] = new JsonObject { ["config"] = new string('c', config) },
        };
        using var document = JsonDocument.Parse(entity.ToJsonString());
        return WatchedNetwork.From(document.RootElement);
    }
}
