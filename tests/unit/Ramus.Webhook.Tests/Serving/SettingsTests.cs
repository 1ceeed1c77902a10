using System.Text.Json;
using System.Text.Json.Nodes;
using Ramus.Contract.Selection;

namespace Ramus.Webhook.Tests.Serving;

/// <summary>The ConfigMap with the settings, as pods feel it.</summary>
public sealed class SettingsTests
{
    private const string Rules = """
        "user-defined-injections": {
          "sriov": {
            "op": "add", "path": "/metadata/annotations", "value": { "k8s.v1.cni.cncf.io/networks": "plain" }
          }
        }
        """;

    private const string Injecting = $"{{ {Rules} }}";

    [Theory]
    [InlineData("ramus-webhook")]
    [InlineData("nri-control-switches")]
    public async Task A_change_takes_effect_within_a_second(string name)
    {
        await using var webhook = await StartAsync();
        using var http = webhook.Connect();
        (await NetworksAsync(http)).ShouldBeNull();

        webhook.Api.Configure(Injecting, name);
        await Eventually.Be(async () => await NetworksAsync(http) == "plain");

        webhook.Api.Configure(Injecting.Replace("plain", "other", StringComparison.Ordinal), name);
        await Eventually.Be(async () => await NetworksAsync(http) == "other");

        webhook.Api.ConfigMaps.Delete("ramus-system", name);
        await Eventually.Be(async () => await NetworksAsync(http) is null);
    }

    [Fact]
    public async Task Ours_wins_over_that_of_the_injector()
    {
        await using var webhook = await StartAsync(api =>
        {
            api.Configure(Injecting.Replace("plain", "other", StringComparison.Ordinal), "nri-control-switches");
            api.Configure(Injecting);
        });
        using var http = webhook.Connect();

        (await NetworksAsync(http)).ShouldBe("plain");
        webhook.Api.ConfigMaps.Delete("ramus-system", "ramus-webhook");
        await Eventually.Be(async () => await NetworksAsync(http) == "other");
    }

    [Theory]
    [InlineData("nri-control-switches", "default", "config.json")]
    [InlineData("nri-user-defined-chaos", "ramus-system", "config.json")]
    [InlineData("nri-control-switches", "ramus-system", "config")]
    public async Task Another_place_is_not_read(string name, string @namespace, string key)
    {
        await using var webhook = await StartAsync(api => api.Configure(Injecting, name, @namespace, key));
        using var http = webhook.Connect();

        (await NetworksAsync(http)).ShouldBeNull();
    }

    [Theory]
    [InlineData("{", "the text ends too early")]
    [InlineData("[]", "expected a JSON object")]
    [InlineData("""{ "features": { "enableHugePageDownApi": "true" } }""", "expected a boolean")]
    [InlineData("""{ "attachments": [ { "networks": "x" } ] }""", "would attach every pod of the cluster")]
    public async Task What_can_not_be_read_leaves_the_last_good_settings_and_an_event(string text, string complaint)
    {
        await using var webhook = await StartAsync(api => api.Configure(Injecting));
        using var http = webhook.Connect();

        webhook.Api.Configure(text);

        await Eventually.Be(() => Task.FromResult(webhook.Api.Events.Any(
            message => message.Contains("config.json of ConfigMap ramus-system/ramus-webhook", StringComparison.Ordinal)
                && message.Contains("The last good settings stay", StringComparison.Ordinal))));
        webhook.Api.Events.Single().ShouldContain(complaint);
        (await NetworksAsync(http)).ShouldBe("plain");
    }

    [Fact]
    public async Task What_is_passed_over_is_told_in_an_event_and_the_rest_holds()
    {
        await using var webhook = await StartAsync(api => api.Configure(
            $"{{ \"networkResourceNameKeys\": [], \"features\": {{ \"enableNothing\": true }}, {Rules} }}"));
        using var http = webhook.Connect();

        (await NetworksAsync(http)).ShouldBe("plain");
        await Eventually.Be(() => Task.FromResult(webhook.Api.Events.Count == 2));
        webhook.Api.Events.ShouldContain(message => message.Contains("networkResourceNameKeys"));
        webhook.Api.Events.ShouldContain(message => message.Contains("enableNothing"));
    }

    [Fact]
    public async Task While_they_can_not_be_listed_the_program_is_not_ready()
    {
        await using var webhook = await WebhookUnderTest.StartAsync(api => api.IsUp = false);

        await webhook.SaysAsync("[-]settings failed: configmaps not listed yet");
    }

    [Fact]
    public async Task A_failed_lookup_lets_the_pod_through_where_the_settings_say_so()
    {
        await using var webhook = await StartAsync(api =>
        {
            api.Configure("""{ "lookupFailure": "allow" }""");
            api.LiveReadFault = context =>
            {
                context.Response.StatusCode = 500;
                return Task.CompletedTask;
            };
        });
        using var http = webhook.Connect();

        var response = await Review.SendAsync(http, Review.OfPod("nowhere"));

        response.GetProperty("allowed").GetBoolean().ShouldBeTrue();
        response.GetProperty("warnings")[0].GetString()!.ShouldStartWith("could not check network default/nowhere: ");
    }

    [Fact]
    public async Task When_the_API_server_goes_away_they_stay()
    {
        await using var webhook = await StartAsync(api => api.Configure(Injecting));
        using var http = webhook.Connect();

        webhook.Api.IsUp = false;
        webhook.Api.ConfigMaps.EndWatches();

        (await NetworksAsync(http)).ShouldBe("plain");
    }

    [Fact]
    public async Task Nodes_that_cannot_run_a_network_are_avoided_as_soon_as_they_say_so()
    {
        await using var webhook = await StartAsync(api => api.Configure("""{ "avoidNodesWithoutNetwork": true }"""));
        using var http = webhook.Connect();
        void Report(params string[] networks) => webhook.Api.NodeNetworks.Put(new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "node-a" },
            ["status"] = new JsonObject
            {
                ["networks"] = new JsonObject
                {
                    ["failures"] = new JsonArray([.. networks.Select(n => new JsonObject { ["network"] = n })]),
                },
            },
        });

        Report("default/plain", "default/other");
        await Eventually.Be(async () => await AvoidedAsync(http) == "node-a");

        Report("default/other");
        await Eventually.Be(async () => await AvoidedAsync(http) is null);
    }

    [Fact]
    public async Task A_node_selector_that_no_node_matches_is_told_of()
    {
        await using var webhook = await WebhookUnderTest.StartAsync(api =>
        {
            api.Nodes.Put(Labelled("node-a", "labels", "nic", "fast"));
            api.Networks.Put(Labelled("lost", "annotations", Annotations.NodeLabel, "nic=none", "default"));
            api.Networks.Put(Labelled("fast", "annotations", Annotations.NodeLabel, "nic=fast", "default"));
        });
        using var http = webhook.Connect();

        await Eventually.Be(async () =>
            (await Review.SendAsync(http, Review.OfPod("lost"))).TryGetProperty("warnings", out _));
        (await Review.SendAsync(http, Review.OfPod("fast"))).TryGetProperty("warnings", out _).ShouldBeFalse();
    }

    private static JsonObject Labelled(string name, string map, string key, string value, string? @namespace = null)
    {
        var metadata = new JsonObject { ["name"] = name, [map] = new JsonObject { [key] = value } };
        if (@namespace is not null)
        {
            metadata["namespace"] = @namespace;
        }

        return new JsonObject { ["metadata"] = metadata };
    }

    private static Task<WebhookUnderTest> StartAsync(Action<FakeApiServer>? arrange = null) =>
        WebhookUnderTest.StartAsync(api =>
        {
            api.Add("default", "plain", null);
            api.Add("default", "other", null);
            arrange?.Invoke(api);
        });

    /// <summary>The networks that a labelled pod gets.</summary>
    private static async Task<string?> NetworksAsync(HttpClient http)
    {
        var review = Review.OfPod(null);
        review["request"]!["object"]!["metadata"]!["labels"] = new JsonObject { ["sriov"] = "true" };
        var response = await Review.SendAsync(http, review);
        return Value(response, "/metadata/annotations") is { } annotations
            ? annotations.GetProperty(Annotations.Networks).GetString()
            : null;
    }

    private static async Task<string?> AvoidedAsync(HttpClient http)
    {
        var affinity = Value(await Review.SendAsync(http, Review.OfPod("plain")), "/spec/affinity");
        return affinity?.GetProperty("nodeAffinity").GetProperty("requiredDuringSchedulingIgnoredDuringExecution")
            .GetProperty("nodeSelectorTerms")[0].GetProperty("matchFields")[0].GetProperty("values")[0].GetString();
    }

    private static JsonElement? Value(JsonElement response, string path)
    {
        response.GetProperty("allowed").GetBoolean().ShouldBeTrue();
        return response.TryGetProperty("patch", out _)
            ? Review.Patch(response).EnumerateArray().Where(o => o.GetProperty("path").GetString() == path)
                .Select(o => (JsonElement?)o.GetProperty("value")).FirstOrDefault()
            : null;
    }
}
