using System.Text.Json;
using System.Text.Json.Nodes;
using Ramus.Contract.Selection;
using Ramus.Webhook.Networks;

namespace Ramus.Webhook.Tests.Networks;

/// <summary>The memory that a network of any content takes in the webhook's cache, in characters.</summary>
public sealed class CachedNetworkTests
{
    private static readonly string[] Keys = [Annotations.ResourceName, "other/resource"];
    private static readonly string[] Read =
        [.. Keys, Annotations.ResourceClaimTemplate, Annotations.NodeLabel, Annotations.NodeSelector];

    [Theory]
    [InlineData(0, false)]
    [InlineData(60, false)]
    [InlineData(500, true)]
    [InlineData(8190, true)]
    [InlineData(250_000, true)]
    public void It_is_bounded(int length, bool isLong)
    {
        var network = CachedNetwork.ToKeep(
            Entity(length, Read.ToDictionary(static key => key, _ => new string('a', length))), Keys);

        network.IsLong.ShouldBe(isLong);
        Characters(network).ShouldBeLessThan(2000);
    }

    [Fact]
    public void Of_a_long_network_pools_and_problem_are_known_and_the_values_are_not()
    {
        var network = CachedNetwork.ToKeep(
            Entity(10, new() { [Annotations.NodeSelector] = new string('a', 1000) }), Keys);

        network.Pools.ShouldHaveSingleItem();
        network.Problem.ShouldNotBeNull();
        network.NodeSelector.ShouldBeNull();
    }

    private static int Characters(CachedNetwork network) =>
        network.ResourceNames.Sum(static name => name.Length)
        + (network.ClaimTemplate?.Length ?? 0) + (network.NodeLabel?.Length ?? 0) + (network.NodeSelector?.Length ?? 0)
        + (network.Problem?.Length ?? 0)
        + network.Pools.Sum(static pool => pool.Book.Length + pool.Ranges.Length);

    private static JsonElement Entity(int length, Dictionary<string, string> annotations)
    {
        var ipam = new JsonObject
        {
            ["type"] = "host-local",
            ["subnet"] = "10.1.0.0/24",
            ["dataDir"] = "/" + new string('d', Math.Min(length, 60_000)),
        };
        var entity = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["namespace"] = "red",
                ["name"] = "blue",
                ["annotations"] = new JsonObject(
                    annotations.Select(static pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
            },
            ["spec"] = new JsonObject
            {
                ["config"] = new JsonObject
                {
                    ["cniVersion"] = "1.0.0",
                    ["type"] = "bridge",
                    ["ipam"] = ipam,
                }.ToJsonString(),
            },
            ["status"] = new JsonObject
            {
                ["conditions"] = new JsonArray(new JsonObject
                {
                    ["type"] = "Valid",
                    ["status"] = "False",
                    ["reason"] = "Invalid",
                    ["message"] = new string('m', length),
                }),
            },
        };
        using var document = JsonDocument.Parse(entity.ToJsonString());
        return document.RootElement.Clone();
    }
}
