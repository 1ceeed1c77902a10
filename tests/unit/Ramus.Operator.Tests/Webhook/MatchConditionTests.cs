using System.Text.Json.Nodes;
using Ramus.Contract.Admission;
using Ramus.Operator.Tests.Expressions;
using Ramus.Operator.Webhook;

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
        Evaluate(MatchConditions.Networks(), new JsonObject
        {
            ["request"] = new JsonObject { ["operation"] = operation },
            ["object"] = now is null ? null : JsonNode.Parse(now),
            ["oldObject"] = before is null ? null : JsonNode.Parse(before),
        }).ShouldBe(expected);

    private static bool Pods(InjectionSettings settings, string metadata, string @namespace) =>
        Evaluate(MatchConditions.Pods(settings), new JsonObject
        {
            ["request"] = new JsonObject { ["namespace"] = @namespace },
            ["object"] = new JsonObject { ["metadata"] = JsonNode.Parse(metadata) },
        });

    private static bool Evaluate(JsonArray conditions, JsonObject variables) =>
        conditions.All(condition => (bool)ApiExpression.Evaluate((string)condition!["expression"]!, variables)!);
}
