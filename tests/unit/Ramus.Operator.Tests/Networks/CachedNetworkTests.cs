using System.Text.Json;
using System.Text.Json.Nodes;
using Ramus.Contract.Network;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Watching;
using Ramus.Operator.Networks;

namespace Ramus.Operator.Tests.Networks;

public sealed class CachedNetworkTests
{
    private const int Budget = 1_000_000;

    private readonly TextBudget budget = new(Budget);

    [Theory]
    [InlineData(16_000, 0, 0)]
    [InlineData(60_000, 0, 0)]
    [InlineData(200, 250_000, 0)]
    [InlineData(200, 0, 50_000)]
    public void Long_networks_are_whole_only_within_a_common_budget(int config, int annotation, int status)
    {
        var networks = Enumerable.Range(0, 200).Select(_ => Read(config, annotation, status)).ToList();

        networks.ForEach(network => network.Keep(budget));

        budget.Used.ShouldBeInRange(1, Budget);
        networks.Where(static network => network.Whole is not null).Sum(static network => SizeOf(network.Whole!))
            .ShouldBeLessThanOrEqualTo(Budget);
        Read(200, 0, 0).ShouldSatisfyAllConditions(
            network => network.Keep(budget), network => network.Whole.ShouldNotBeNull());
        networks.ForEach(network => network.Release(budget));
        budget.Used.ShouldBe(0);
    }

    [Fact]
    public void Without_room_the_validity_is_still_known()
    {
        var network = Read(60_000, 0, 0);

        network.Keep(new TextBudget(0));

        network.Whole.ShouldBeNull();
        network.Validity.ShouldBe("True");
    }

    [Fact]
    public void Every_annotation_that_Ramus_reads_is_kept_and_one_that_is_too_long_stays_too_long()
    {
        var annotations = Enumerable.Range(0, 100).Select(static number => ($"ramus.dev/a{number}", "x"))
            .Append((Annotations.NodeSelector, new string('s', 10_000)))
            .Append((Annotations.IgnoredWarnings, "some"));

        var kept = WatchedNetwork.Of(Entity(10, "", annotations)).Definition.Annotations;

        kept.Keys.Order(StringComparer.Ordinal)
            .ShouldBe(new[] { Annotations.IgnoredWarnings, Annotations.NodeSelector }.Order(StringComparer.Ordinal));
        kept[Annotations.NodeSelector].Length.ShouldBe(NetworkAttachmentDefinition.LongestAnnotation + 1);
    }

    private static int SizeOf(WatchedNetwork network) =>
        (network.Definition.Config?.Length ?? 0)
        + network.Definition.Annotations.Values.Sum(static text => text.Length)
        + network.State.Conditions.Sum(static condition => condition.Message.Length);

    private static CachedNetwork Read(int config, int annotation, int status) => CachedNetwork.Of(Entity(
        config, new string('m', status), [(Annotations.NodeSelector, new string('s', annotation))]));

    private static JsonElement Entity(int config, string message, IEnumerable<(string Key, string Value)> annotations)
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
            ["status"] = new JsonObject
            {
                ["conditions"] = new JsonArray(
                    new JsonObject { ["type"] = "Valid", ["status"] = "True", ["message"] = message }),
            },
        };
        using var document = JsonDocument.Parse(entity.ToJsonString());
        return document.RootElement.Clone();
    }
}
