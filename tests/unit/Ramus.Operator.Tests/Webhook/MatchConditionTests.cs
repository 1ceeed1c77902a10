using System.Text.Json.Nodes;
using Ramus.Contract.Admission;
using Ramus.Operator.Webhook;
using Ramus.Testing.Kubernetes.Expressions;
using Ramus.Validation;

namespace Ramus.Operator.Tests.Webhook;

/// <summary>The webhook's matchConditions, evaluated as the API server evaluates them.</summary>
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
    [InlineData("""{"labels":{"it's":"TRUE"}}""", "shop", true)]
    [InlineData("""{"labels":{"it's":"True"}}""", "shop", true)]
    [InlineData("""{"labels":{"it's":"tRuE"}}""", "shop", true)]
    [InlineData("""{"labels":{"it's":"untrue"}}""", "shop", false)]
    [InlineData("""{"labels":{"it's":"true1"}}""", "shop", false)]
    [InlineData("""{"labels":{"it's":""}}""", "shop", false)]
    [InlineData("{}", "team-", true)]
    [InlineData("{}", "team-a", true)]
    [InlineData("{}", "my-team-a", false)]
    [InlineData("{}", "x.y", true)]
    [InlineData("{}", "x-y", false)]
    [InlineData("""{"annotations":{"k8s.v1.cni.cncf.io/networks":"blue"}}""", "shop", true)]
    public void The_webhook_sees_pods_with_injections(string metadata, string @namespace, bool expected) =>
        Pods(Injecting, metadata, @namespace).ShouldBe(expected);

    [Theory]
    [InlineData("""{"metadata":{},"spec":{"containers":[{}]}}""", false)]
    [InlineData("""{"metadata":{"annotations":{"a":"b","kubectl.kubernetes.io/restartedAt":"x"}}}""", false)]
    [InlineData("""{"metadata":{"annotations":{"a":"b","k8s.v1.cni.cncf.io/network":"x"}}}""", true)]
    [InlineData("""{"metadata":{"annotations":{"K8S.V1.CNI.CNCF.IO/networks":"x"}}}""", true)]
    [InlineData("""{"metadata":{"annotations":{"v1.multus-cni.io/default-networks":"x"}}}""", true)]
    [InlineData("""{"metadata":{"annotations":{"ramus.dev/target":"x"}}}""", true)]
    [InlineData("""{"metadata":{"annotations":{"k8s.v1.cni.cncf.io/networks":"x"}}}""", false)]
    [InlineData("""{"metadata":{},"spec":{"containers":[{},{"ports":[{"containerPort":80}]}]}}""", false)]
    [InlineData("""{"metadata":{},"spec":{"containers":[{},{"ports":[{"containerPort":1},{"hostPort":80}]}]}}""", true)]
    [InlineData("""{"metadata":{},"spec":{"containers":[{"ports":[{"hostPort":0}]}]}}""", false)]
    [InlineData("""{"metadata":{},"spec":{"hostNetwork":true,"containers":[{"ports":[{"hostPort":80}]}]}}""", false)]
    [InlineData("""{"metadata":{},"spec":{"hostNetwork":false,"containers":[{"ports":[{"hostPort":80}]}]}}""", true)]
    [InlineData(
        """{"metadata":{},"spec":{"containers":[{}],"initContainers":[{"ports":[{"hostPort":80}]}]}}""", true)]
    [InlineData("""{"metadata":{"labels":{"k8s.v1.cni.cncf.io/networks":"x"}},"spec":{}}""", true)]
    [InlineData("""{"metadata":{"labels":{"app":"x"},"annotations":{"cni.projectcalico.org/podIP":"x"}}}""", false)]
    [InlineData("""{"metadata":{"annotations":{"k8s.v1.cni.cnfc.io/networks":"x"}},"spec":{}}""", true)]
    public void Warnings_are_asked_for_pods_that_the_other_webhook_does_not_see(string pod, bool expected) =>
        Evaluate(MatchConditions.PodHints(Injecting), new JsonObject
        {
            ["request"] = new JsonObject { ["namespace"] = "shop" },
            ["object"] = JsonNode.Parse(pod),
        }).ShouldBe(expected);

    [Theory]
    [InlineData("""{"metadata":{}}""", false)]
    [InlineData("""{"metadata":{"annotations":{"a":"b"}},"spec":{"template":{"metadata":{}}}}""", false)]
    [InlineData("""{"metadata":{"annotations":{"k8s.v1.cni.cncf.io/networks":"x"}},"spec":{}}""", true)]
    [InlineData("""{"metadata":{},"spec":{"template":{"metadata":{"annotations":{"ramus.dev/a":"x"}}}}}""", true)]
    [InlineData("""{"metadata":{},"template":{"metadata":{"annotations":{"ramus.dev/a":"x"}}}}""", true)]
    [InlineData(
        """{"metadata":{},"spec":{"jobTemplate":{"metadata":{"annotations":{"v1.multus-cni.io/default-network":"x"}}}}}""",
        true)]
    [InlineData(
        """{"metadata":{},"spec":{"jobTemplate":{"spec":{"template":{"metadata":{"annotations":{"k8s.v1.cni.cncf.io/network":"x"}}}}}}}""",
        true)]
    [InlineData(
        """{"metadata":{"ownerReferences":[{}]},"spec":{"template":{"metadata":{"annotations":{"ramus.dev/a":"x"}}}}}""",
        false)]
    [InlineData("""{"metadata":{"labels":{"app":"x"}},"spec":{"template":{"metadata":{"labels":{"app":"x"}}}}}""", false)]
    [InlineData("""{"metadata":{"labels":{"k8s.v1.cni.cncf.io/networks":"x"}},"spec":{}}""", true)]
    [InlineData("""{"metadata":{},"spec":{"template":{"metadata":{"labels":{"ramus.dev/a":"x"}}}}}""", true)]
    public void Warnings_are_asked_for_workloads_with_an_annotation_like_ours(string workload, bool expected) =>
        Evaluate(MatchConditions.WorkloadHints(), new JsonObject
        {
            ["request"] = new JsonObject { ["namespace"] = "shop" },
            ["object"] = JsonNode.Parse(workload),
        }).ShouldBe(expected);

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
    public void The_webhook_sees_networks_whose_spec_changes(
        string operation, string? now, string? before, bool expected) =>
        Networks(operation, now, before).ShouldBe(expected);

    [Fact]
    public void The_webhook_sees_networks_whose_judged_annotations_change()
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
    public void The_webhook_does_not_see_networks_whose_other_metadata_changes(string metadata) =>
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
