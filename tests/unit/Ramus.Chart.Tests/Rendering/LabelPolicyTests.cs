using System.Text.Json.Nodes;
using Ramus.Testing.Kubernetes.Expressions;
using YamlDotNet.RepresentationModel;

namespace Ramus.Chart.Tests.Rendering;

/// <summary>Who may take a namespace out of the webhook's sight: the chart's policy, evaluated.</summary>
public sealed class LabelPolicyTests
{
    private const string Name = "ramus-webhook-label";
    private const string Disabled = """{"metadata":{"name":"n","labels":{"ramus.dev/webhook":"disabled","a":"b"}}}""";
    private const string Enabled = """{"metadata":{"name":"n","labels":{"ramus.dev/webhook":"enabled"}}}""";
    private const string OtherLabel = """{"metadata":{"name":"n","labels":{"a":"b"}}}""";
    private const string NoLabel = """{"metadata":{"name":"n"}}""";

    [Theory]
    [InlineData(Disabled, null)]
    [InlineData(Disabled, NoLabel)]
    [InlineData(Disabled, OtherLabel)]
    [InlineData(Disabled, Enabled)]
    public void Only_those_with_the_permission_give_the_label(string namespaceNow, string? before)
    {
        Verdict(namespaceNow, before, mayDisable: true).ShouldBeNull();
        Verdict(namespaceNow, before, mayDisable: false).ShouldNotBeNull().ShouldContain("needs the verb \"disable\"");
    }

    [Theory]
    [InlineData(NoLabel, null)]
    [InlineData(OtherLabel, Disabled)]
    [InlineData(Enabled, Disabled)]
    [InlineData(Enabled, NoLabel)]
    [InlineData(Disabled, Disabled)]
    public void Any_other_change_of_a_namespace_is_free(string namespaceNow, string? before) =>
        Verdict(namespaceNow, before, mayDisable: false).ShouldBe("not judged");

    [Fact]
    public void The_permission_is_a_rule_that_a_role_can_have() =>
        Policy().At("spec").ListAt("variables").Single().TextAt("expression")
            .ShouldBe("authorizer.group('ramus.dev').resource('webhooks').check('disable').allowed()");

    [Fact]
    public void It_judges_whatever_can_change_the_labels_of_a_namespace()
    {
        var rule = Policy().At("spec", "matchConstraints").ListAt("resourceRules").ShouldHaveSingleItem();

        Texts(rule, "resources").ShouldBe(["namespaces", "namespaces/status", "namespaces/finalize"]);
        Texts(rule, "operations").ShouldBe(["CREATE", "UPDATE"]);
        Policy().TextAt("spec", "failurePolicy").ShouldBe("Fail");
        Texts(
            RamusChart.Objects().Single(found => found.TextAt("spec", "policyName") == Name).At("spec"),
            "validationActions").ShouldBe(["Deny"]);
    }

    [Theory]
    [InlineData("--kube-version", "1.29.9")]
    [InlineData("--set", "webhook.labelPolicy=false")]
    public void There_is_none_where_the_API_server_has_none_or_it_is_not_wanted(string option, string value) =>
        RamusChart.Objects(option, value).Select(found => found.TextAt("metadata", "name")).ShouldNotContain(Name);

    private static YamlMappingNode Policy() => RamusChart.Objects().Single(
        found => found.TextAt("kind") == "ValidatingAdmissionPolicy" && found.TextAt("metadata", "name") == Name);

    /// <summary>The reason of the refusal, null when it is let through.</summary>
    private static string? Verdict(string namespaceNow, string? before, bool mayDisable)
    {
        var spec = Policy().At("spec");
        var known = new JsonObject
        {
            ["object"] = JsonNode.Parse(namespaceNow),
            ["oldObject"] = before is null ? null : JsonNode.Parse(before),
        };
        if (!spec.ListAt("matchConditions").All(condition => IsTrue(condition, known)))
        {
            return "not judged";
        }

        // What the API server's authorizer says of the user, which no evaluator here can.
        known["variables"] = new JsonObject { ["mayDisable"] = mayDisable };
        return spec.ListAt("validations").FirstOrDefault(validation => !IsTrue(validation, known)).TextAt("message");
    }

    private static bool IsTrue(YamlNode node, JsonObject known) =>
        (bool)ApiExpression.Evaluate(node.TextAt("expression")!, known)!;

    private static IEnumerable<string> Texts(YamlNode? node, string key) =>
        node.ListAt(key).OfType<YamlScalarNode>().Select(scalar => scalar.Value!);
}
