using System.Text.Json.Nodes;
using Ramus.Contract.Admission;
using Ramus.Operator.Webhook;
using Ramus.Testing.Kubernetes.Expressions;
using Ramus.Validation;

namespace Ramus.Operator.Tests.Webhook;

/// <summary>The webhook's matchConditions, evaluated as the API server does it.</summary>
public sealed class MatchConditionTests
{
    private static readonly InjectionSettings Injecting = InjectionSettings.Default with
    {
        Injections = [new("it's", new Dictionary<string, string>())],
        Attachments = [new("a", ["team-*", "x.y"], null, "blue")],
    };

    [Theory]
    [InlineData("{}", false)]
    [InlineData("""{"annotations":{}}""", false)]
    [InlineData("""{"annotations":{"a":"b"},"labels":{"k8s.v1.cni.cncf.io/networks":"blue"}}""", false)]
    [InlineData("""{"annotations":{"k8s.v1.cni.cncf.io/networks":""}}""", true)]
    [InlineData("""{"annotations":{"a":"b","k8s.v1.cni.cncf.io/networks":"blue"}}""", true)]
    [InlineData("""{"annotations":{"v1.multus-cni.io/default-network":"blue"}}""", true)]
    [InlineData("""{"annotations":{"k8s.v1.cni.cncf.io/network-status":"[]"}}""", true)]
    public void The_webhook_sees_pods_that_carry_an_annotation_of_ours(string metadata, bool expected) =>
        Pods(InjectionSettings.Default, metadata, "shop").ShouldBe(expected);

    [Theory]
    [InlineData("{}", "shop", false)]
    [InlineData("""{"labels":{"its":"true"}}""", "shop", false)]
    [InlineData("""{"labels":{"it's":"false"}}""", "shop", false)]
    [InlineData("""{"labels":{"it's":"true"}}""", "shop", true)]
    [InlineData("{}", "team-", true)]
    [InlineData("{}", "team-a", true)]
    [InlineData("{}", "my-team-a", false)]
    [InlineData("{}", "x.y", true)]
    [InlineData("{}", "x-y", false)]
    [InlineData("""{"annotations":{"k8s.v1.cni.cncf.io/networks":"blue"}}""", "shop", true)]
    public void And_pods_that_something_is_injected_into(string metadata, string @namespace, bool expected) =>
        Pods(Injecting, metadata, @namespace).ShouldBe(expected);

    [Theory]
    [InlineData("CREATE", """{"spec":{"config":"{}"}}""", null, true)]
    [InlineData("CREATE", "{}", null, true)]
    [InlineData("DELETE", null, """{"spec":{"config":"{}"}}""", true)]
    [InlineData("UPDATE", """{"spec":{"config":"{}"}}""", """{"spec":{"config":"{}"}}""", false)]
    [InlineData("UPDATE", """{"spec":{"config":"{}"},"status":{"a":1}}""", """{"spec":{"config":"{}"}}""", false)]
    [InlineData("UPDATE", """{"spec":{"config":"[]"}}""", """{"spec":{"config":"{}"}}""", true)]
    [InlineData("UPDATE", """{"spec":{}}""", """{"spec":{"config":"{}"}}""", true)]
    [InlineData("UPDATE", "{}", """{"spec":{"config":"{}"}}""", true)]
    [InlineData("UPDATE", "{}", "{}", true)]
    public void And_networks_whose_specification_is_new(string operation, string? now, string? before, bool expected) =>
        Networks(operation, now, before).ShouldBe(expected);

    [Fact]
    public void And_networks_of_which_an_annotation_changes_that_rules_read()
    {
        foreach (var key in NetworkObject.JudgedAnnotations)
        {
            var (without, one, other) = (Annotated("other", "a"), Annotated(key, "a"), Annotated(key, "b"));

            Networks("UPDATE", one, without).ShouldBeTrue(key);
            Networks("UPDATE", without, one).ShouldBeTrue(key);
            Networks("UPDATE", one, other).ShouldBeTrue(key);
            Networks("UPDATE", one, one).ShouldBeFalse(key);
        }
    }

    [Theory]
    [InlineData("""{"labels":{"a":"b"}}""")]
    [InlineData("""{"annotations":{"a":"b"}}""")]
    [InlineData("""{"finalizers":[],"managedFields":[],"deletionTimestamp":"2026-01-01T00:00:00Z"}""")]
    public void But_not_networks_whose_other_metadata_changes(string metadata) =>
        Networks("UPDATE", $$"""{ "metadata": {{metadata}}, "spec": { "config": "{}" } }""", Annotated("b", "c"))
            .ShouldBeFalse();

    private static string Annotated(string key, string value) =>
        $$"""{ "metadata": { "annotations": { "{{key}}": "{{value}}" } }, "spec": { "config": "{}" } }""";

    private static bool Networks(string operation, string? now, string? before) =>
        Evaluate(MatchConditions.Networks(), new JsonObject
        {
            ["request"] = new JsonObject { ["operation"] = operation },
            ["object"] = Object(now),
            ["oldObject"] = Object(before),
        });

    // The API server's objects always have metadata.
    private static JsonNode? Object(string? json)
    {
        var parsed = json is null ? null : JsonNode.Parse(json)!;
        parsed?["metadata"] ??= new JsonObject();
        return parsed;
    }

    private static bool Pods(InjectionSettings settings, string metadata, string @namespace) =>
        Evaluate(MatchConditions.Pods(settings), new JsonObject
        {
            ["request"] = new JsonObject { ["namespace"] = @namespace },
            ["object"] = new JsonObject { ["metadata"] = JsonNode.Parse(metadata) },
        });

    private static bool Evaluate(JsonArray conditions, JsonObject variables) =>
        conditions.All(condition => (bool)ApiExpression.Evaluate((string)condition!["expression"]!, variables)!);
}
