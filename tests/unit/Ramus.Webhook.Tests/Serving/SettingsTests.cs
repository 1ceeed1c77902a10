using System.Text.Json;
using System.Text.Json.Nodes;
using Ramus.Contract.Selection;

namespace Ramus.Webhook.Tests.Serving;

/// <summary>The ConfigMap with the settings, and its effects on pods.</summary>
public sealed class SettingsTests
{
    private const string ConfigMaps = "/api/v1/namespaces/ramus-system/configmaps";
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
        await Eventually.HoldsAsync(async () => await NetworksAsync(http) == "plain", "the settings are in force");

        webhook.Api.Configure(Injecting.Replace("plain", "other", StringComparison.Ordinal), name);
        await Eventually.HoldsAsync(async () => await NetworksAsync(http) == "other", "the change is in force");

        webhook.Api.Delete($"{ConfigMaps}/{name}");
        await Eventually.HoldsAsync(async () => await NetworksAsync(http) is null, "the deletion is in force");
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
        webhook.Api.Delete($"{ConfigMaps}/ramus-webhook");
        await Eventually.HoldsAsync(async () => await NetworksAsync(http) == "other", "the injector's settings hold");
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
    [InlineData("""{ "attachments": [ { "networks": "x" } ] }""", "would apply to every pod of the cluster")]
    public async Task Unreadable_settings_keep_the_last_good_ones_with_an_event(string text, string complaint)
    {
        await using var webhook = await StartAsync(api => api.Configure(Injecting));
        using var http = webhook.Connect();

        webhook.Api.Configure(text);

        await Eventually.HoldsAsync(
            () => webhook.Api.Events.Any(message =>
                message.Contains("config.json of ConfigMap ramus-system/ramus-webhook", StringComparison.Ordinal)
                && message.Contains("The last good settings stay", StringComparison.Ordinal)),
            "an event about the ConfigMap");
        webhook.Api.Events.Single().ShouldContain(complaint);
        (await NetworksAsync(http)).ShouldBe("plain");
    }

    [Fact]
    public async Task Ignored_settings_are_reported_in_an_event_and_the_rest_is_in_force()
    {
        await using var webhook = await StartAsync(api => api.Configure(
            $"{{ \"networkResourceNameKeys\": [], \"features\": {{ \"enableNothing\": true }}, {Rules} }}"));
        using var http = webhook.Connect();

        (await NetworksAsync(http)).ShouldBe("plain");
        await Eventually.HoldsAsync(() => webhook.Api.Events.Count == 2, "one event per key");
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
        response.GetProperty("warnings")[0].GetString()!
            .ShouldStartWith("network default/nowhere could not be looked up, ");
    }

    [Fact]
    public async Task When_the_API_server_goes_away_they_stay()
    {
        await using var webhook = await StartAsync(api => api.Configure(Injecting));
        using var http = webhook.Connect();

        webhook.Api.IsUp = false;
        webhook.Api.CutWatches();

        (await NetworksAsync(http)).ShouldBe("plain");
    }

    [Fact]
    public async Task Nodes_that_cannot_run_a_network_are_avoided_by_their_labels_when_this_is_switched_on()
    {
        await using var webhook = await StartAsync();
        using var http = webhook.Connect();
        (await AvoidedAsync(http)).ShouldBeNull();

        webhook.Api.Configure("""{ "avoidNodesWithoutNetwork": true }""");

        await Eventually.HoldsAsync(
            async () => await AvoidedAsync(http) == "cannot-run.ramus.dev/default.plain DoesNotExist", "avoided");
    }

    [Fact]
    public async Task A_node_selector_that_no_node_matches_is_reported()
    {
        await using var webhook = await WebhookUnderTest.StartAsync(api =>
        {
            api.Put("/api/v1/nodes/node-a", Having("labels", "nic", "fast"));
            api.Put(WebhookApi.PathOf("default", "lost"), Having("annotations", Annotations.NodeLabel, "nic=none"));
            api.Put(WebhookApi.PathOf("default", "fast"), Having("annotations", Annotations.NodeLabel, "nic=fast"));
        });
        using var http = webhook.Connect();

        await Eventually.HoldsAsync(
            async () => (await Review.SendAsync(http, Review.OfPod("lost"))).TryGetProperty("warnings", out _),
            "the pod's author is warned");
        (await Review.SendAsync(http, Review.OfPod("fast"))).TryGetProperty("warnings", out _).ShouldBeFalse();
    }

    private static JsonObject Having(string map, string key, string value) =>
        new() { ["metadata"] = new JsonObject { [map] = new JsonObject { [key] = value } } };

    private static Task<WebhookUnderTest> StartAsync(Action<WebhookApi>? arrange = null) =>
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
            .GetProperty("nodeSelectorTerms")[0].GetProperty("matchExpressions")[0] is { } avoided
            ? $"{avoided.GetProperty("key").GetString()} {avoided.GetProperty("operator").GetString()}"
            : null;
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
