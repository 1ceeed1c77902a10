using Ramus.Kubernetes.Events;
using Ramus.Testing.Kubernetes.FakeApi;

namespace Ramus.Kubernetes.Tests.Events;

public sealed class EventPublisherTests
{
    private const string Events = "/api/v1/namespaces/default/events";

    [Fact]
    public async Task Equal_events_become_one_with_a_count()
    {
        await using var server = await FakeApiServer.StartAsync();
        using var client = server.CreateClient();
        using var stop = new CancellationTokenSource();
        var events = new EventPublisher(client, "ramus-node", "node-1");
        var pod = ObjectReference.Pod("default", "web", "uid-1");
        var running = events.RunAsync(stop.Token);

        events.Publish(pod, EventType.Normal, "AddedInterface", "Add net1 [10.1.1.1/24] from default/macvlan");
        events.Publish(pod, EventType.Normal, "AddedInterface", "Add net1 [10.1.1.1/24] from default/macvlan");
        events.Publish(pod, EventType.Warning, "Failed", new string('x', 5000));

        await Eventually.HoldsAsync(() => server.Requests.Count == 3, "three requests");
        var stored = server.Store.List(ApiPath.Parse(Events)!);
        stored.Count.ShouldBe(2);
        var added = stored.Single(e => e["reason"]!.GetValue<string>() == "AddedInterface");
        added["count"]!.GetValue<int>().ShouldBe(2);
        added["type"]!.GetValue<string>().ShouldBe("Normal");
        added["involvedObject"]!.ToJsonString().ShouldBe(
            """{"apiVersion":"v1","kind":"Pod","name":"web","namespace":"default","uid":"uid-1"}""");
        added["source"]!.ToJsonString().ShouldBe("""{"component":"ramus-node","host":"node-1"}""");
        stored.Single(e => e["reason"]!.GetValue<string>() == "Failed")["message"]!.GetValue<string>()
            .Length.ShouldBeLessThanOrEqualTo(1000);
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task A_refused_event_is_lost_and_the_next_one_is_written()
    {
        await using var server = await FakeApiServer.StartAsync();
        using var client = server.CreateClient();
        using var stop = new CancellationTokenSource();
        var events = new EventPublisher(client, "ramus-node");
        var first = true;
        server.Intercept = async (_, context) =>
        {
            var refuse = first;
            first = false;
            if (refuse)
            {
                await Answers.RefuseAsync(context, 403, "Forbidden", "no");
            }

            return refuse;
        };
        var running = events.RunAsync(stop.Token);

        events.Publish(ObjectReference.Node("n"), EventType.Normal, "A", "a");
        events.Publish(ObjectReference.Node("n"), EventType.Normal, "A", "a");

        await Eventually.HoldsAsync(() => server.Store.List(ApiPath.Parse(Events)!).Count == 1, "the event");
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Events_from_before_the_stop_are_written_and_a_full_queue_never_blocks()
    {
        await using var server = await FakeApiServer.StartAsync();
        using var client = server.CreateClient();
        var events = new EventPublisher(client, "ramus-node", capacity: 3);
        for (var i = 0; i < 10; i++)
        {
            events.Publish(ObjectReference.Pod("default", "web", "u"), EventType.Normal, "A", $"{i}");
        }

        await events.RunAsync(new CancellationToken(canceled: true));

        server.Store.List(ApiPath.Parse(Events)!).Count.ShouldBe(3);
    }
}
