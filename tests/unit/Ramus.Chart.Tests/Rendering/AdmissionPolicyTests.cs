using System.Text.Json.Nodes;
using Ramus.Testing.Kubernetes.Expressions;
using YamlDotNet.RepresentationModel;

namespace Ramus.Chart.Tests.Rendering;

/// <summary>What the API server lets the node agent write: the chart's policy, evaluated.</summary>
public sealed class AdmissionPolicyTests
{
    private const string Agent = "system:serviceaccount:ramus-system:ramus-node";
    private const string Kind = "ValidatingAdmissionPolicy";

    [Theory]
    [InlineData("n1", """{"metadata":{"name":"p"},"spec":{"nodeName":"n1"}}""", null)]
    [InlineData("n2", """{"metadata":{"name":"p"},"spec":{"nodeName":"n1"}}""", "on its own node")]
    [InlineData("n1", """{"metadata":{"name":"n1"},"spec":{"nodeName":"n2"}}""", "on its own node")]
    [InlineData("n1", """{"metadata":{"name":"p"},"spec":{}}""", "on its own node")]
    [InlineData(null, """{"metadata":{"name":"p"},"spec":{"nodeName":"n1"}}""", "names no node")]
    public void The_agent_writes_the_status_of_pods_on_its_own_node(string? node, string pod, string? refusal) =>
        ShouldBe(Verdict(Request(Agent, node, "pods"), pod), refusal);

    [Theory]
    [InlineData("n1", """{"metadata":{"name":"n1"}}""", null)]
    [InlineData("n1", """{"metadata":{"name":"n2"}}""", "the report of its own node")]
    [InlineData(null, """{"metadata":{"name":"n1"}}""", "names no node")]
    public void And_the_report_of_its_own_node(string? node, string report, string? refusal) =>
        ShouldBe(Verdict(Request(Agent, node, "nodenetworks"), report), refusal);

    [Theory]
    [InlineData("system:node:n2")]
    [InlineData("system:serviceaccount:other:ramus-node")]
    [InlineData("system:serviceaccount:ramus-system:ramus-operator")]
    public void Nobody_else_is_judged(string user) =>
        Verdict(Request(user, null, "pods"), """{"metadata":{"name":"p"},"spec":{"nodeName":"n1"}}""").ShouldBe(
            "not judged");

    [Fact]
    public void Everything_that_the_agents_role_lets_it_change_is_judged_but_events()
    {
        var role = RamusChart.Objects().Single(
            found => found.TextAt("kind") == "ClusterRole" && found.TextAt("metadata", "name") == "ramus-node");
        var written = role.ListAt("rules")
            .Where(rule => Texts(rule, "verbs").Intersect(["create", "update", "patch", "delete"]).Any())
            .SelectMany(rule => Texts(rule, "resources")).Except(["events"]);

        Policy().At("spec", "matchConstraints").ListAt("resourceRules").SelectMany(rule => Texts(rule, "resources"))
            .ShouldBe(written, ignoreOrder: true);
    }

    [Theory]
    [InlineData("--kube-version", "1.29.9")]
    [InlineData("--kube-version", "1.20.2")]
    [InlineData("--set", "node.admissionPolicy=false")]
    public void There_is_none_where_the_API_server_has_none_or_it_is_not_wanted(string option, string value) =>
        RamusChart.Objects(option, value)
            .Where(found => found.TextAt("kind")!.StartsWith(Kind, StringComparison.Ordinal))
            .Select(found => found.TextAt("metadata", "name")).ShouldNotContain("ramus-node");

    [Fact]
    public void From_Kubernetes_1_30_on_it_is_in_force()
    {
        var objects = RamusChart.Objects("--kube-version", "v1.30.0-eks-1");

        objects.Count(IsPolicy).ShouldBe(1);
        var binding = objects.Single(found => found.TextAt("kind") == "ValidatingAdmissionPolicyBinding"
            && found.TextAt("spec", "policyName") == "ramus-node");
        Texts(binding.At("spec"), "validationActions").ShouldBe(["Deny"]);
    }

    private static YamlMappingNode Policy() => RamusChart.Objects().Single(IsPolicy);

    private static bool IsPolicy(YamlMappingNode found) =>
        found.TextAt("kind") == Kind && found.TextAt("metadata", "name") == "ramus-node";

    /// <summary>The reason of the refusal, null when it is let through.</summary>
    private static string? Verdict(JsonObject request, string content)
    {
        var spec = Policy().At("spec");
        var known = new JsonObject { ["request"] = request, ["object"] = JsonNode.Parse(content) };
        if (!spec.ListAt("matchConditions").All(condition => IsTrue(condition, known)))
        {
            return "not judged";
        }

        known["variables"] = new JsonObject(spec.ListAt("variables").Select(variable => KeyValuePair.Create(
            variable.TextAt("name")!,
            (JsonNode?)JsonValue.Create((string)ApiExpression.Evaluate(variable.TextAt("expression")!, known)!))));
        return spec.ListAt("validations").FirstOrDefault(validation => !IsTrue(validation, known)).TextAt("message");
    }

    private static bool IsTrue(YamlNode node, JsonObject known) =>
        (bool)ApiExpression.Evaluate(node.TextAt("expression")!, known)!;

    private static JsonObject Request(string user, string? node, string resource) => new()
    {
        ["resource"] = new JsonObject { ["resource"] = resource },
        ["userInfo"] = new JsonObject
        {
            ["username"] = user,
            ["extra"] = node is null
                ? new JsonObject { ["authentication.kubernetes.io/pod-name"] = new JsonArray("ramus-node-x") }
                : new JsonObject { ["authentication.kubernetes.io/node-name"] = new JsonArray(node) },
        },
    };

    private static void ShouldBe(string? verdict, string? refusal)
    {
        if (refusal is null)
        {
            verdict.ShouldBeNull();
        }
        else
        {
            verdict.ShouldNotBeNull().ShouldContain(refusal);
        }
    }

    private static IEnumerable<string> Texts(YamlNode? node, string key) =>
        node.ListAt(key).OfType<YamlScalarNode>().Select(scalar => scalar.Value!);
}
