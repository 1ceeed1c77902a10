using k8s;
using Ramus.Kubernetes.Leases;
using Ramus.Testing.Kubernetes.FakeApi;

namespace Ramus.Kubernetes.Tests.Leases;

public sealed class LeaseElectorTests : IAsyncLifetime
{
    private const string Lease = "/apis/coordination.k8s.io/v1/namespaces/ns/leases/ramus";

    private readonly CancellationTokenSource stop = new();
    private FakeApiServer server = null!;
    private IKubernetes client = null!;

    public async ValueTask InitializeAsync()
    {
        server = await FakeApiServer.StartAsync();
        client = server.CreateClient();
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        client.Dispose();
        await server.DisposeAsync();
        stop.Dispose();
    }

    [Fact]
    public async Task The_first_leads_and_the_second_takes_over_at_once_when_it_stops()
    {
        using var stopFirst = new CancellationTokenSource();
        var first = Elector("one", leaseSeconds: 3600);
        var second = Elector("two", leaseSeconds: 3600);
        var firstRuns = first.RunAsync(UntilCancelled, stopFirst.Token);
        await Eventually.HoldsAsync(() => first.IsLeader, "the first leads");
        var secondRuns = second.RunAsync(UntilCancelled, stop.Token);
        await Eventually.HoldsAsync(() => second.NotReadyReason is null, "the second has seen the lease");
        second.IsLeader.ShouldBeFalse();
        second.Holder.ShouldBe("one");

        await stopFirst.CancelAsync();
        await firstRuns;

        first.IsLeader.ShouldBeFalse();
        await Eventually.HoldsAsync(() => second.IsLeader, "the second leads, long before the lease would end");
        server.Store.Find(Lease)!["spec"]!["leaseTransitions"]!.GetValue<int>().ShouldBe(1);
        await stop.CancelAsync();
        await secondRuns;
        server.Store.Find(Lease)!["spec"]!["holderIdentity"]!.GetValue<string>().ShouldBe("");
    }

    [Fact]
    public async Task A_dead_holder_is_succeeded_after_its_own_lease_duration()
    {
        const string Dead = """
            {"spec":{"holderIdentity":"dead","leaseDurationSeconds":3600,"leaseTransitions":4,
             "renewTime":"2099-01-01T00:00:00.000000Z","acquireTime":"2020-01-01T00:00:00.000000Z"}}
            """;
        server.Store.Put(Lease, Dead);
        var elector = Elector("two");
        var runs = elector.RunAsync(UntilCancelled, stop.Token);

        await Eventually.HoldsAsync(() => elector.Holder == "dead", "the holder is seen");
        elector.IsLeader.ShouldBeFalse();
        server.Store.Put(Lease, Dead.Replace("3600", "1", StringComparison.Ordinal));
        await Eventually.HoldsAsync(() => elector.IsLeader, "the succession");

        server.Store.Find(Lease)!["spec"]!["leaseTransitions"]!.GetValue<int>().ShouldBe(5);
        await stop.CancelAsync();
        await runs;
    }

    [Fact]
    public async Task A_leader_that_cannot_renew_ends_its_term_and_stands_again()
    {
        var terms = 0;
        var ended = 0;
        var elector = Elector("one");
        var runs = elector.RunAsync(
            async term =>
            {
                terms++;
                await UntilCancelled(term);
                ended++;
            },
            stop.Token);
        await Eventually.HoldsAsync(() => elector.IsLeader, "the first term");

        await server.StopAsync();
        await Eventually.HoldsAsync(() => ended > 0, "the end of the first term");
        await Eventually.HoldsAsync(() => elector.NotReadyReason is not null, "not ready");
        await server.StartAgainAsync();

        await Eventually.HoldsAsync(() => terms > ended && ended > 0 && elector.IsLeader, "another term");
        await stop.CancelAsync();
        await runs;
    }

    [Fact]
    public async Task A_lease_taken_by_somebody_else_ends_the_term()
    {
        var ended = 0;
        var elector = Elector("one", leaseSeconds: 3600);
        var runs = elector.RunAsync(
            async term =>
            {
                await UntilCancelled(term);
                ended++;
            },
            stop.Token);
        await Eventually.HoldsAsync(() => elector.IsLeader, "the term");

        server.Store.Put(Lease, """{"spec":{"holderIdentity":"thief","leaseDurationSeconds":60}}""");

        await Eventually.HoldsAsync(() => ended == 1, "the end of the term");
        await stop.CancelAsync();
        await runs;
        server.Store.Find(Lease)!["spec"]!["holderIdentity"]!.GetValue<string>().ShouldBe("thief");
    }

    [Fact]
    public async Task Two_never_lead_at_a_time_and_one_request_is_in_flight_at_most()
    {
        var inFlight = 0;
        var most = 0;
        server.Intercept = async (_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inFlight));
            await Task.Delay(60);
            Interlocked.Decrement(ref inFlight);
            return false;
        };
        var elector = Elector("one", leaseSeconds: 3600);
        var runs = elector.RunAsync(UntilCancelled, stop.Token);

        await Eventually.HoldsAsync(() => server.Requests.Count > 8, "some renewals");

        most.ShouldBe(1);
        elector.IsLeader.ShouldBeTrue();
        await stop.CancelAsync();
        await runs;
    }

    private static Task UntilCancelled(CancellationToken token)
    {
        var end = new TaskCompletionSource();
        token.Register(end.SetResult);
        return end.Task;
    }

    private LeaseElector Elector(string identity, int leaseSeconds = 1) => new(client, new LeaseElectorOptions
    {
        Namespace = "ns",
        Name = "ramus",
        Identity = identity,
        LeaseDuration = TimeSpan.FromSeconds(leaseSeconds),
        RenewDeadline = TimeSpan.FromSeconds(leaseSeconds * 0.7),
        RetryPeriod = TimeSpan.FromMilliseconds(50),
    });
}
