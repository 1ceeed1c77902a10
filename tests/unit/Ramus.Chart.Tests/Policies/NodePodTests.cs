using System.Text.Json.Nodes;
using Ramus.Contract.NodeNetwork;
using Ramus.Contract.Selection;
using Ramus.Testing.Kubernetes.Expressions;

namespace Ramus.Chart.Tests.Policies;

/// <summary>The writes to pods that the chart's policy allows a holder of a node agent's token.</summary>
public sealed class NodePodTests
{
    private const string Reports = $"{NodeNetworkResource.Group}/{NodeNetworkResource.Plural}";

    private const string Pod = """
        { "metadata": { "name": "p", "namespace": "d", "uid": "u", "resourceVersion": "1",
            "labels": { "app": "web", "tier": "front" }, "finalizers": [ "example.com/f" ],
            "annotations": { "k8s.v1.cni.cncf.io/networks": "blue", "team": "a" },
            "ownerReferences": [ { "apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "r", "uid": "o" } ] },
          "spec": { "nodeName": "n1", "containers": [ { "name": "c", "image": "i" } ] },
          "status": { "phase": "Running", "podIP": "10.0.0.1", "podIPs": [ { "ip": "10.0.0.1" } ],
            "conditions": [ { "type": "Ready", "status": "True" } ] } }
        """;

    private const string BarePod = """
        { "metadata": { "name": "p", "namespace": "d" }, "spec": { "nodeName": "n1" }, "status": {} }
        """;

    private const string Attached = $$"""
        { "metadata": { "uid": "u", "annotations": {
            "{{Annotations.NetworkStatus}}": "[]", "{{Annotations.NetworkGenerations}}": "{}" } } }
        """;

    public static TheoryData<string> Pods() => [Pod, BarePod];

    [Theory]
    [MemberData(nameof(Pods))]
    public void It_writes_what_a_pod_got(string pod)
    {
        Verdict(pod, Attached).ShouldBeNull();
        var later = ChartPolicies.Patched(pod, Attached).ToJsonString();
        Verdict(later, Attached.Replace("[]", "[{}]", StringComparison.Ordinal)).ShouldBeNull("once more");
        Verdict(later, Attached).ShouldBeNull("the same");
    }

    [Theory]
    [InlineData("""{"status":{"phase":"Failed"}}""", "status")]
    [InlineData("""{"status":{"conditions":[{"type":"Ready","status":"False"}]}}""", "status")]
    [InlineData("""{"status":{"conditions":null}}""", "status")]
    [InlineData("""{"status":{"podIP":"10.0.0.9"}}""", "status")]
    [InlineData("""{"status":{"podIPs":[{"ip":"10.0.0.1"},{"ip":"10.0.0.9"}]}}""", "status")]
    [InlineData("""{"status":{"hostIP":"192.0.2.1"}}""", "status")]
    [InlineData("""{"status":{"reason":"Evicted"}}""", "status")]
    [InlineData("""{"status":{"nominatedNodeName":"n2"}}""", "status")]
    [InlineData("""{"status":{"containerStatuses":[{"name":"c"}]}}""", "status")]
    [InlineData("""{"status":{"ephemeralContainerStatuses":[{"name":"c"}]}}""", "status")]
    [InlineData("""{"status":{"resourceClaimStatuses":[{"name":"c"}]}}""", "status")]
    [InlineData("""{"status":{"a field of 2030":1}}""", "status")]
    [InlineData("""{"status":null}""", "status")]
    public void It_leaves_the_status_as_it_is(string patch, string part) => ShouldBeHeld(patch, part);

    [Theory]
    [InlineData("""{"metadata":{"labels":{"app":"db"}}}""", "labels")]
    [InlineData("""{"metadata":{"labels":{"more":""}}}""", "labels")]
    [InlineData("""{"metadata":{"labels":{"app":null}}}""", "labels")]
    [InlineData("""{"metadata":{"labels":null}}""", "labels")]
    [InlineData("""{"metadata":{"finalizers":["example.com/f","example.com/g"]}}""", "finalizers")]
    [InlineData("""{"metadata":{"finalizers":[]}}""", "finalizers")]
    [InlineData("""{"metadata":{"finalizers":null}}""", "finalizers")]
    [InlineData("""{"metadata":{"ownerReferences":null}}""", "ownerReferences")]
    [InlineData("""{"metadata":{"ownerReferences":[{"kind":"Node","name":"n1","uid":"gone"}]}}""", "ownerReferences")]
    [InlineData("""{"metadata":{"annotations":{"team":"b"}}}""", "annotations")]
    [InlineData("""{"metadata":{"annotations":{"team":null}}}""", "annotations")]
    [InlineData("""{"metadata":{"annotations":{"more":""}}}""", "annotations")]
    [InlineData("""{"metadata":{"annotations":null}}""", "annotations")]
    [InlineData("""{"metadata":{"annotations":{"k8s.v1.cni.cncf.io/networks":"red"}}}""", "annotations")]
    [InlineData("""{"metadata":{"annotations":{"k8s.v1.cni.cncf.io/networks-status":"[]"}}}""", "annotations")]
    [InlineData("""{"metadata":{"annotations":{"k8s.v1.cni.cncf.io/network-statu":"[]"}}}""", "annotations")]
    [InlineData("""{"metadata":{"annotations":{"ramus.dev/injected-resources":"{}"}}}""", "annotations")]
    [InlineData("""{"metadata":{"annotations":{"kubernetes.io/config.mirror":"x"}}}""", "annotations")]
    [InlineData("""{"spec":{"nodeName":"n2"}}""", "spec")]
    [InlineData("""{"spec":{"ephemeralContainers":[{"name":"e","image":"i"}]}}""", "spec")]
    [InlineData("""{"spec":{"containers":[{"name":"c","image":"evil"}]}}""", "spec")]
    [InlineData("""{"spec":{"activeDeadlineSeconds":1}}""", "spec")]
    [InlineData("""{"spec":{"tolerations":[{"operator":"Exists"}]}}""", "spec")]
    public void And_everything_else_too(string patch, string part) => ShouldBeHeld(patch, part);

    /// <summary>No key is there that the expressions could read.</summary>
    [Theory]
    [InlineData("""{"status":{"phase":"Failed"}}""", "status")]
    [InlineData("""{"metadata":{"labels":{"app":"db"}}}""", "labels")]
    [InlineData("""{"metadata":{"finalizers":["example.com/f"]}}""", "finalizers")]
    [InlineData("""{"metadata":{"ownerReferences":[{"kind":"Node","name":"n1"}]}}""", "ownerReferences")]
    [InlineData("""{"metadata":{"annotations":{"team":"b"}}}""", "annotations")]
    [InlineData("""{"spec":{"priority":1}}""", "spec")]
    public void Nor_of_a_pod_that_has_nothing(string patch, string part) =>
        ChartPolicies.ShouldBeHeld(Write("n1", BarePod, patch, "/pods/status"), $"pod's {part}");

    [Theory]
    [InlineData("n2", "on its own node")]
    [InlineData("n", "on its own node")]
    [InlineData("", "does not name a node")]
    [InlineData(null, "does not name a node")]
    public void Nor_of_pods_elsewhere(string? node, string message) =>
        ChartPolicies.Judge.Verdict(Write(node, Pod, Attached, "/pods/status")).ShouldNotBeNull()
            .ShouldContain(message);

    [Fact]
    public void Nor_of_pods_that_wait_for_a_node() => ChartPolicies.ShouldBeHeld(
        Write("n1", """{"metadata":{"name":"p"},"spec":{},"status":{}}""", Attached, "/pods/status"),
        "on its own node");

    [Theory]
    [InlineData("system:node:n2")]
    [InlineData("system:serviceaccount:other:ramus-node")]
    [InlineData("system:serviceaccount:ramus-system:ramus-webhook")]
    public void Nobody_else_is_judged(string user) =>
        ChartPolicies.Judge.Verdict(Write(null, Pod, """{"status":null}""", "/pods/status") with { User = user })
            .ShouldBe(PolicyJudge.NotJudged);

    [Theory]
    [InlineData("n1", "n1", null)]
    [InlineData("n1", "n2", "the report of its own node")]
    [InlineData(null, "n1", "does not name a node")]
    public void It_writes_the_report_of_its_own_node(string? node, string name, string? refusal)
    {
        var report = JsonNode.Parse($$"""{ "metadata": { "name": "{{name}}" } }""")!;
        foreach (var before in new[] { null, report })
        {
            ChartPolicies.Judge.Verdict(
                new(ChartPolicies.Agent, Reports, before, report) { Node = node })
                .ShouldSatisfyAllConditions(
                    verdict => (verdict is null).ShouldBe(refusal is null),
                    verdict => (verdict ?? "").ShouldContain(refusal ?? ""));
        }
    }

    [Theory]
    [InlineData("""{"finalizers":["example.com/f"]}""", "finalizers of a NodeNetwork")]
    [InlineData("""{"ownerReferences":[{"apiVersion":"v1","kind":"Node","name":"n2","uid":"u"}]}""", "its Node")]
    [InlineData("""{"ownerReferences":[{"apiVersion":"v1","kind":"Pod","name":"n1","uid":"u"}]}""", "its Node")]
    [InlineData("""{"ownerReferences":[{"apiVersion":"x/v1","kind":"Node","name":"n1","uid":"u"}]}""", "its Node")]
    [InlineData(
        """
        {"ownerReferences":[{"apiVersion":"v1","kind":"Node","name":"n1","uid":"u"},
                            {"apiVersion":"v1","kind":"Namespace","name":"d","uid":"u"}]}
        """,
        "its Node")]
    [InlineData(
        """{"ownerReferences":[{"apiVersion":"v1","kind":"Node","name":"n1","uid":"u","blockOwnerDeletion":true}]}""",
        "its Node")]
    public void Its_report_has_no_finalizers_and_no_owner_but_its_node(string metadata, string message)
    {
        var report = JsonNode.Parse(NodeReportFormat.Write(new NodeReport { Version = "1.0.0" }, "n1", "u"))!;
        var hostile = ChartPolicies.Patched(report.ToJsonString(), $$"""{ "metadata": {{metadata}} }""");
        AdmissionWrite Of(JsonNode? before, JsonNode now) =>
            new(ChartPolicies.Agent, Reports, before, now) { Node = "n1" };

        ChartPolicies.ShouldBeHeld(Of(null, hostile), message);
        ChartPolicies.ShouldBeHeld(Of(report, hostile), message);
        foreach (var before in new[] { null, report })
        {
            ChartPolicies.Judge.Verdict(Of(before, report)).ShouldBeNull();
        }

        ChartPolicies.Judge.Verdict(Of(hostile, hostile)).ShouldBeNull("another client wrote it");
    }

    // Alone and beside what the agent may write, of the status and, should a role allow that, of the pod.
    private static void ShouldBeHeld(string patch, string part)
    {
        var hostile = Write("n1", Pod, patch, "/pods/status");
        var hidden = hostile with { Now = ChartPolicies.Patched(hostile.Now.ToJsonString(), Attached) };

        foreach (var write in new[] { hostile, hidden })
        {
            ChartPolicies.ShouldBeHeld(write, $"pod's {part}");
            ChartPolicies.ShouldBeHeld(write with { Resource = "/pods" }, $"pod's {part}");
        }
    }

    private static string? Verdict(string pod, string patch) =>
        ChartPolicies.Judge.Verdict(Write("n1", pod, patch, "/pods/status"));

    private static AdmissionWrite Write(string? node, string pod, string patch, string resource) =>
        new(ChartPolicies.Agent, resource, JsonNode.Parse(pod), ChartPolicies.Patched(pod, patch)) { Node = node };
}
