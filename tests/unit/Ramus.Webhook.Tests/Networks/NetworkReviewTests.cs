using System.Text.Json;
using System.Text.Json.Nodes;
using Ramus.Validation;
using Ramus.Webhook.Tests.Serving;

namespace Ramus.Webhook.Tests.Networks;

/// <summary>POST /validate/networks, over HTTPS.</summary>
public sealed partial class NetworkReviewTests : IDisposable
{
    private const string Good = """{"cniVersion":"1.0.0","type":"macvlan","master":"eth1"}""";

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("ramus-policy-");

    private string PolicyFile => Path.Combine(directory.FullName, "policy.json");

    [Fact]
    public async Task A_network_that_works_is_let_through_without_a_word()
    {
        await using var webhook = await WebhookUnderTest.StartAsync();

        var response = await SendAsync(webhook, OfNetwork(Good));

        response.GetProperty("allowed").GetBoolean().ShouldBeTrue();
        response.TryGetProperty("warnings", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_network_that_can_not_work_is_refused_with_all_of_its_mistakes()
    {
        await using var webhook = await WebhookUnderTest.StartAsync();

        var response = await SendAsync(
            webhook, OfNetwork("""{"cniVersion":"1.0.0","type":"vlan","vlanId":8888,"ipam":{"type":"static"}}"""));

        Review.Refusal(response).ShouldBe(
            "network default/net has 2 errors: 1. spec.config.master (line 1 column 1): vlan needs 'master'; add "
            + "the node's interface that carries the VLAN, like \"eth1\" (key-required); 2. spec.config.vlanId "
            + "(line 1 column 37): 8888 is out of range; write a number from 0 to 4094 (vlan-id-range)");
        response.GetProperty("status").GetProperty("code").GetInt32().ShouldBe(422);
        response.GetProperty("status").GetProperty("details").GetRawText().ShouldBe(
            """{"name":"net","kind":"NetworkAttachmentDefinition","causes":["""
            + """{"reason":"FieldValueInvalid","field":"spec.config.master","message":"line 1 column 1: vlan needs """
            + """\u0027master\u0027; add the node\u0027s interface that carries the VLAN, like """
            + """\u0022eth1\u0022 (key-required)"},"""
            + """{"reason":"FieldValueInvalid","field":"spec.config.vlanId","message":"line 1 column 37: """
            + """8888 is out of range; write a number from 0 to 4094 (vlan-id-range)"}]}""");
        response.GetProperty("warnings")[0].GetString()!.ShouldContain("static-no-address");
    }

    [Fact]
    public async Task Broken_json_is_refused_with_line_and_column()
    {
        await using var webhook = await WebhookUnderTest.StartAsync();

        var response = await SendAsync(webhook, OfNetwork("{\n  \"type\": \"macvlan\",\n}"));

        Review.Refusal(response).ShouldBe(
            "network default/net: spec.config (line 2 column 20): remove the comma before the closing '}' "
            + "(config-json)");
    }

    [Fact]
    public async Task Warnings_reach_the_user_and_refuse_nothing()
    {
        await using var webhook = await WebhookUnderTest.StartAsync();

        var response = await SendAsync(
            webhook, OfNetwork("""{"cniVersion":"1.0.0","type":"macvlan","mster":"eth1"}"""));

        response.GetProperty("allowed").GetBoolean().ShouldBeTrue();
        response.GetProperty("warnings")[0].GetString().ShouldBe(
            "spec.config.mster (line 1 column 40): macvlan does not know 'mster' and ignores it; did you mean "
            + "'master'? (key-unknown)");
    }

    [Theory]
    [InlineData("""{"labels":{"a":"b"}}""")]
    [InlineData("""{"annotations":{"example.com/owner":"me","ramus.dev/allow-deletion":"true"}}""")]
    [InlineData("""{"finalizers":["example.com/wait"]}""")]
    [InlineData("""{"finalizers":[],"deletionTimestamp":"2026-01-01T00:00:00Z"}""")]
    [InlineData("""{"managedFields":[{"manager":"kubectl"}],"resourceVersion":"7"}""")]
    [InlineData("""{"ownerReferences":[{"name":"a"}]}""")]
    public async Task An_update_of_a_broken_network_that_no_rule_reads_passes_without_a_word(string metadata)
    {
        await using var webhook = await WebhookUnderTest.StartAsync();
        var review = UpdateOf("{broken");
        foreach (var (key, value) in JsonNode.Parse(metadata)!.AsObject())
        {
            review["request"]!["object"]!["metadata"]![key] = value?.DeepClone();
        }

        review["request"]!["object"]!["status"] = new JsonObject { ["pods"] = 1 };

        var response = await SendAsync(webhook, review);

        response.GetProperty("allowed").GetBoolean().ShouldBeTrue();
        response.TryGetProperty("warnings", out _).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(JudgedAnnotations))]
    public async Task An_update_of_an_annotation_that_a_rule_reads_is_judged(string key)
    {
        await using var webhook = await WebhookUnderTest.StartAsync();
        foreach (var (before, after) in ((string?, string?)[])[(null, "new"), ("old", "new"), ("old", null)])
        {
            var review = UpdateOf("{broken");
            Annotate(review, "oldObject", key, before);
            Annotate(review, "object", key, after);

            Review.Refusal(await SendAsync(webhook, review)).ShouldContain("config-json");
        }
    }

    [Fact]
    public async Task An_invalid_resource_name_is_reported_when_it_is_set_later()
    {
        await using var webhook = await WebhookUnderTest.StartAsync();
        var review = UpdateOf(Good);
        Annotate(review, "object", "k8s.v1.cni.cncf.io/resourceName", "not a name");

        var response = await SendAsync(webhook, review);

        response.GetRawText().ShouldContain("resource-name");
    }

    public static TheoryData<string> JudgedAnnotations() => [.. NetworkObject.JudgedAnnotations];

    [Fact]
    public async Task An_update_of_the_configuration_is_judged()
    {
        await using var webhook = await WebhookUnderTest.StartAsync();
        var review = OfNetwork("{broken");
        review["request"]!["operation"] = "UPDATE";
        review["request"]!["oldObject"] = OfNetwork(Good)["request"]!["object"]!.DeepClone();

        var response = await SendAsync(webhook, review);

        Review.Refusal(response).ShouldContain("config-json");
    }

    [Theory]
    [InlineData("operation", "DELETE")]
    [InlineData("operation", "CONNECT")]
    [InlineData("subResource", "status")]
    [InlineData("namespace", "kube-system")]
    [InlineData("namespace", "ramus-system")]
    public async Task Anything_else_passes_unread(string key, string value)
    {
        await using var webhook = await WebhookUnderTest.StartAsync();
        var review = OfNetwork("{broken");
        review["request"]![key] = value;

        var response = await SendAsync(webhook, review);

        response.GetProperty("allowed").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("null")]
    [InlineData("""{"metadata":null,"spec":5}""")]
    [InlineData("""{"metadata":{"name":5,"annotations":[]},"spec":{"config":{}}}""")]
    public async Task An_object_that_is_not_a_network_gets_an_answer(string json)
    {
        await using var webhook = await WebhookUnderTest.StartAsync();
        var review = OfNetwork(Good);
        review["request"]!["object"] = JsonNode.Parse(json);

        var response = await SendAsync(webhook, review);

        response.TryGetProperty("allowed", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task A_pool_of_another_network_is_reported()
    {
        const string config =
            """
            {"cniVersion":"1.0.0","name":"lan","type":"bridge","ipam":{"type":"host-local","subnet":"10.9.0.0/24"}}
            """;
        await using var webhook = await WebhookUnderTest.StartAsync(
            api => api.Add("red", "lan", null, config: config));

        var response = await SendAsync(webhook, OfNetwork(config, "lan"));

        response.GetProperty("warnings")[0].GetString()!.ShouldContain("red/lan (10.9.0.0/24)");
    }

    [Fact]
    public async Task The_policy_is_obeyed_and_read_again_when_it_changes()
    {
        File.WriteAllText(PolicyFile, """{"rules": [{"namespaces": ["*"], "plugins": ["bridge"]}]}""");
        await using var webhook = await WebhookUnderTest.StartAsync(
            options: WebhookUnderTest.Options with { PolicyFile = PolicyFile });

        Review.Refusal(await SendAsync(webhook, OfNetwork(Good))).ShouldContain("policy-plugin");

        File.WriteAllText(PolicyFile, """{"rules": [{"namespaces": ["*"], "plugins": ["bridge", "macvlan"]}]}""");
        await Eventually.HoldsAsync(
            async () => (await SendAsync(webhook, OfNetwork(Good))).GetProperty("allowed").GetBoolean(),
            "the new policy holds");
    }

    [Fact]
    public async Task A_pod_may_not_use_a_network_that_the_policy_keeps_from_it()
    {
        const string policy = """{"use": {"grants": [{"namespaces": ["red"], "networks": ["blue/shared"]}]}}""";
        File.WriteAllText(PolicyFile, policy);
        await using var webhook = await WebhookUnderTest.StartAsync(
            api =>
            {
                api.Add("blue", "shared", null);
                api.Add("blue", "own", null);
            },
            WebhookUnderTest.Options with { PolicyFile = PolicyFile });
        using var http = webhook.Connect();

        var granted = await Review.SendAsync(http, Review.OfPod("blue/shared", "red"));
        var refused = await Review.SendAsync(http, Review.OfPod("blue/own", "red"));
        var asDefault = Review.OfPod("blue/shared", "red");
        asDefault["request"]!["object"]!["metadata"]!["annotations"]!["v1.multus-cni.io/default-network"] = "blue/own";

        granted.GetProperty("allowed").GetBoolean().ShouldBeTrue();
        Review.Refusal(refused).ShouldContain("pods of namespace 'red' may not use network 'blue/own'");
        Review.Refusal(await Review.SendAsync(http, asDefault)).ShouldContain("may not use network 'blue/own'");
    }

    public void Dispose() => directory.Delete(recursive: true);

    private static JsonObject OfNetwork(string config, string name = "net")
    {
        var review = Review.Of(new JsonObject
        {
            ["apiVersion"] = "k8s.cni.cncf.io/v1",
            ["kind"] = "NetworkAttachmentDefinition",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "default" },
            ["spec"] = new JsonObject { ["config"] = config },
        });
        review["request"]!["resource"] = new JsonObject
        {
            ["group"] = "k8s.cni.cncf.io",
            ["version"] = "v1",
            ["resource"] = "network-attachment-definitions",
        };
        return review;
    }

    private static JsonObject UpdateOf(string config)
    {
        var review = OfNetwork(config);
        review["request"]!["operation"] = "UPDATE";
        review["request"]!["oldObject"] = review["request"]!["object"]!.DeepClone();
        return review;
    }

    private static void Annotate(JsonObject review, string version, string key, string? value)
    {
        if (value is not null)
        {
            review["request"]![version]!["metadata"]!["annotations"] = new JsonObject { [key] = value };
        }
    }

    private static async Task<JsonElement> SendAsync(WebhookUnderTest webhook, JsonObject review)
    {
        using var http = webhook.Connect();
        return await Review.SendAsync(http, review, "/validate/networks");
    }
}
