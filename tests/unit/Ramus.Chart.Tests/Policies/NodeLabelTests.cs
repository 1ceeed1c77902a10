using System.Text.Json.Nodes;
using Ramus.Contract.Selection;
using Ramus.Testing.Kubernetes.Expressions;

namespace Ramus.Chart.Tests.Policies;

/// <summary>The writes to nodes that the chart's policy allows a holder of the operator's token.</summary>
public sealed class NodeLabelTests
{
    private const string Node = $$"""
        { "metadata": { "name": "n1", "labels": { "zone": "a", "{{CannotRunLabel.Prefix}}d.old": "true" },
            "annotations": { "team": "a" }, "finalizers": [ "example.com/f" ] },
          "spec": { "podCIDR": "10.0.0.0/24", "taints": [ { "key": "k", "effect": "NoSchedule" } ] } }
        """;

    private const string BareNode = """{ "metadata": { "name": "n1" }, "spec": {} }""";

    [Theory]
    [InlineData(Node, "d.new", "\"true\"")]
    [InlineData(Node, "d.old", "null")]
    [InlineData(Node, "d.old", "\"x\"")]
    [InlineData(BareNode, "d.new", "\"true\"")]
    public void It_sets_and_removes_its_own_labels(string node, string network, string value) =>
        ChartPolicies.Judge.Verdict(Write(
            node, $$"""{"metadata":{"labels":{"{{CannotRunLabel.Prefix}}{{network}}":{{value}} } } }""")).ShouldBeNull();

    [Theory]
    [InlineData("""{"metadata":{"labels":{"zone":"b"}}}""", "labels")]
    [InlineData("""{"metadata":{"labels":{"zone":null}}}""", "labels")]
    [InlineData("""{"metadata":{"labels":{"node-role.kubernetes.io/control-plane":""}}}""", "labels")]
    [InlineData("""{"metadata":{"labels":{"cannot-run.ramus.dev.example.com/x":"true"}}}""", "labels")]
    [InlineData("""{"metadata":{"annotations":{"team":"b"}}}""", "annotations of")]
    [InlineData("""{"metadata":{"annotations":null}}""", "annotations of")]
    [InlineData("""{"metadata":{"finalizers":null}}""", "finalizers of")]
    [InlineData(
        """{"metadata":{"ownerReferences":[{"apiVersion":"v1","kind":"Pod","name":"p","uid":"u"}]}}""",
        "ownerReferences of")]
    [InlineData("""{"spec":{"taints":null}}""", "specification")]
    [InlineData("""{"spec":{"unschedulable":true}}""", "specification")]
    [InlineData("""{"spec":{"podCIDR":"0.0.0.0/0"}}""", "specification")]
    public void It_changes_nothing_else_of_a_node(string patch, string part) =>
        ChartPolicies.ShouldBeHeld(Write(Node, patch), part);

    private static AdmissionWrite Write(string node, string patch) => new(
        ChartPolicies.Operator, "/nodes", JsonNode.Parse(node),
        ChartPolicies.Patched(node, patch));
}
