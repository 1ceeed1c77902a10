using Ramus.Contract.Admission;
using Ramus.Kubernetes.Events;
using Ramus.Testing.Kubernetes.Expressions;
using Ramus.Testing.Kubernetes.FakeApi;

namespace Ramus.Chart.Tests.Policies;

/// <summary>Events in a program's own name only: the chart's policies, and what the programs really send.</summary>
public sealed class EventTests
{
    private static readonly ObjectReference Pod = ObjectReference.Pod("d", "p", "u");
    private static readonly ObjectReference Network = ObjectReference.NetworkAttachmentDefinition("d", "n", "u");

    [Fact]
    public async Task A_node_agent_writes_and_counts_its_own()
    {
        foreach (var target in new[] { Pod, ObjectReference.Node("n1") })
        {
            var (created, counted) = await SentAsync(ChartPolicies.Agent, target);

            ChartPolicies.Judge.Verdict(created).ShouldBeNull();
            ChartPolicies.Judge.Verdict(counted).ShouldBeNull();
        }
    }

    [Fact]
    public async Task And_so_does_the_operator()
    {
        var (created, counted) = await SentAsync(ChartPolicies.Operator, Network);

        ChartPolicies.Judge.Verdict(created).ShouldBeNull();
        ChartPolicies.Judge.Verdict(counted).ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"source":{"host":"n2"}}""", "own node as the host")]
    [InlineData("""{"source":{"host":null}}""", "own node as the host")]
    [InlineData("""{"source":{"component":"kubelet"}}""", "own node as the host")]
    [InlineData("""{"source":{"component":null,"host":null}}""", "own node as the host")]
    [InlineData("""{"reportingComponent":"kubelet"}""", "own node as the host")]
    [InlineData("""{"reportingInstance":"n2"}""", "own node as the host")]
    [InlineData("""{"involvedObject":{"namespace":"kube-system"}}""", "pods in their namespace")]
    [InlineData("""{"involvedObject":{"namespace":null}}""", "pods in their namespace")]
    [InlineData("""{"involvedObject":{"kind":"Secret"}}""", "pods in their namespace")]
    [InlineData("""{"involvedObject":{"kind":"Node"}}""", "pods in their namespace")]
    [InlineData("""{"involvedObject":{"kind":null}}""", "pods in their namespace")]
    public async Task No_agent_writes_one_in_another_name(string patch, string message)
    {
        var (created, _) = await SentAsync(ChartPolicies.Agent, Pod);

        ChartPolicies.ShouldBeHeld(
            created with { Now = ChartPolicies.Patched(created.Now.ToJsonString(), patch) }, message);
    }

    [Theory]
    [InlineData("""{"source":{"component":"kubelet"}}""", "component \"ramus-operator\"")]
    [InlineData("""{"source":{"component":null}}""", "component \"ramus-operator\"")]
    [InlineData("""{"source":{"host":"n1"}}""", "component \"ramus-operator\"")]
    [InlineData("""{"reportingComponent":"default-scheduler"}""", "component \"ramus-operator\"")]
    [InlineData("""{"involvedObject":{"kind":"Pod"}}""", "networks and CRDs")]
    public async Task Nor_does_the_operator(string patch, string message)
    {
        var (created, _) = await SentAsync(ChartPolicies.Operator, Network);

        ChartPolicies.ShouldBeHeld(
            created with { Now = ChartPolicies.Patched(created.Now.ToJsonString(), patch) }, message);
    }

    [Theory]
    [InlineData("""{"message":"all is well"}""")]
    [InlineData("""{"message":null}""")]
    [InlineData("""{"reason":"Killing"}""")]
    [InlineData("""{"type":"Warning"}""")]
    [InlineData("""{"involvedObject":{"name":"other"}}""")]
    [InlineData("""{"action":"Binding"}""")]
    [InlineData("""{"related":{"kind":"Pod","name":"other"}}""")]
    [InlineData("""{"series":{"count":7}}""")]
    public async Task What_an_event_says_stays(string patch)
    {
        foreach (var (user, target) in new[] { (ChartPolicies.Agent, Pod), (ChartPolicies.Operator, Network) })
        {
            var (_, counted) = await SentAsync(user, target);

            ChartPolicies.ShouldBeHeld(
                counted with { Now = ChartPolicies.Patched(counted.Now.ToJsonString(), patch) }, "count of its events");
        }
    }

    [Theory]
    [InlineData("""{"metadata":{"finalizers":["example.com/f"]}}""", "finalizers of an event", true)]
    [InlineData("""{"metadata":{"ownerReferences":[{"kind":"Pod","name":"p","uid":"u"}]}}""", "ownerReferences of", true)]
    [InlineData(
        """{"metadata":{"ownerReferences":[{"kind":"Node","name":"n1","blockOwnerDeletion":true}]}}""",
        "ownerReferences of an event", true)]
    [InlineData("""{"metadata":{"labels":{"app":"db"}}}""", "labels of an event", true)]
    [InlineData("""{"metadata":{"annotations":{"a":"b"}}}""", "annotations of an event", true)]
    [InlineData("""{"action":"Binding"}""", "the action", false)]
    [InlineData("""{"related":{"kind":"Secret","name":"other"}}""", "the action", false)]
    [InlineData("""{"series":{"count":7}}""", "the action", false)]
    public async Task An_event_has_nothing_that_its_program_never_writes(string patch, string message, bool isKept)
    {
        foreach (var (user, target) in new[] { (ChartPolicies.Agent, Pod), (ChartPolicies.Operator, Network) })
        {
            var (created, counted) = await SentAsync(user, target);
            var hostile = ChartPolicies.Patched(created.Now.ToJsonString(), patch);

            ChartPolicies.ShouldBeHeld(created with { Now = hostile }, message);
            if (isKept)
            {
                var changed = ChartPolicies.Patched(counted.Now.ToJsonString(), patch);
                ChartPolicies.ShouldBeHeld(counted with { Now = changed }, message);
                ChartPolicies.ShouldBeHeld(counted with { Before = hostile }, message);
            }

            ChartPolicies.Judge.Verdict(counted with
            {
                Before = hostile,
                Now = ChartPolicies.Patched(hostile.ToJsonString(), """{"count":3}"""),
            }).ShouldBeNull("another client wrote it");
        }
    }

    [Fact]
    public async Task And_nobody_elses_event_becomes_ones_own()
    {
        var (_, counted) = await SentAsync(ChartPolicies.Agent, Pod);
        var before = ChartPolicies.Patched(counted.Now.ToJsonString(), """{"source":{"component":"kubelet"}}""");

        ChartPolicies.ShouldBeHeld(counted with { Before = before }, "count of its events");
    }

    // The program's own publisher; the API server fills in what an event must have.
    private static async Task<(AdmissionWrite Created, AdmissionWrite Counted)> SentAsync(
        string user, ObjectReference target)
    {
        var isAgent = user == ChartPolicies.Agent;
        await using var api = await FakeApiServer.StartAsync();
        using var client = api.CreateClient();
        var publisher = isAgent
            ? new EventPublisher(client, Installation.NodeEvents, "n1")
            : new EventPublisher(client, Installation.Operator);
        using var stop = new CancellationTokenSource();
        var running = publisher.RunAsync(stop.Token);
        publisher.Publish(target, EventType.Normal, "Reason", "message");
        publisher.Publish(target, EventType.Normal, "Reason", "message");
        await Eventually.HoldsAsync(() => api.Requests.Any(request => request.Method == "PATCH"), "both are sent");
        await stop.CancelAsync();
        await running;

        var created = ChartPolicies.Patched(
            api.Requests.Single(request => request.Method == "POST").Body,
            """{"reportingComponent":"","reportingInstance":""}""");
        var counted = ChartPolicies.Patched(
            created.ToJsonString(), api.Requests.Single(request => request.Method == "PATCH").Body);
        var write = new AdmissionWrite(user, "/events", null, created) { Node = isAgent ? "n1" : null };
        return (write, write with { Before = created, Now = counted });
    }
}
