using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Time.Testing;
using Ramus.Kubernetes.Connections;

namespace Ramus.Kubernetes.Tests.Connections;

public sealed class ConnectionTableTests : IDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly ConnectionTable table;

    public ConnectionTableTests()
    {
        table = new ConnectionTable(new ConnectionLimits(Most: 8, MostOfOne: 5, MostOfStrangers: 6), time);
    }

    [Fact]
    public void One_address_gets_its_share_and_no_more()
    {
        var connections = Enumerable.Range(0, 6).Select(_ => Connect(1)).ToList();

        connections.Select(connection => connection.IsOpen).ShouldBe([true, true, true, true, true, false]);
    }

    [Fact]
    public void A_connection_that_ends_makes_room()
    {
        var connections = Enumerable.Range(0, 5).Select(_ => Connect(1)).ToList();

        connections[0].End();

        Connect(1).IsOpen.ShouldBeTrue();
    }

    [Fact]
    public void In_a_full_table_the_address_with_the_most_makes_room_with_what_is_idle_the_longest()
    {
        var most = Connect(1);
        time.Advance(TimeSpan.FromSeconds(2));
        var others = Enumerable.Range(0, 4).Select(_ => Connect(1)).Append(Connect(2)).ToList();

        var newcomer = Connect(3);

        newcomer.IsOpen.ShouldBeTrue();
        most.IsOpen.ShouldBeFalse();
        others.ShouldAllBe(connection => connection.IsOpen);
    }

    [Fact]
    public void What_has_a_request_stays_before_what_has_none()
    {
        var busy = Connect(1);
        busy.Admitted.Begin();
        time.Advance(TimeSpan.FromSeconds(2));
        var idle = Enumerable.Range(0, 4).Select(_ => Connect(1)).ToList();
        Connect(2);

        Connect(3).IsOpen.ShouldBeTrue();

        busy.IsOpen.ShouldBeTrue();
        idle.Count(connection => connection.IsOpen).ShouldBe(3);
    }

    [Fact]
    public void Callers_that_became_known_leave_room_for_strangers()
    {
        var crowd = Enumerable.Range(0, 4).Select(_ => Connect(1)).ToList();
        crowd[0].Admitted.Caller.Recognize();
        crowd.AddRange(Enumerable.Range(0, 4).Select(_ => Connect(2)));
        crowd[^1].Admitted.Caller.Recognize();
        crowd.Select(static connection => connection.IsOpen).ShouldAllBe(static isOpen => isOpen);
        time.Advance(TimeSpan.FromMinutes(1));

        Connect(3).IsOpen.ShouldBeTrue("an API server that nobody knows yet");

        Connect(1).IsOpen.ShouldBeTrue("in place of one of its own kind");
        crowd.Count(static connection => connection.IsOpen).ShouldBe(6);
    }

    [Fact]
    public void Strangers_leave_room_for_known_callers_and_make_more_of_it()
    {
        var known = Connect(9);
        known.Admitted.Caller.Recognize();
        var strangers = Enumerable.Range(0, 20).Select(number => Connect((byte)(10 + number))).ToList();

        var more = Enumerable.Range(0, 4).Select(_ => Connect(9)).ToList();

        known.IsOpen.ShouldBeTrue();
        more.ShouldAllBe(connection => connection.IsOpen);
        strangers.Count(connection => connection.IsOpen).ShouldBe(3);
    }

    [Fact]
    public void An_address_that_comes_again_and_again_wins_nothing_by_it()
    {
        var quiet = Enumerable.Range(0, 6).Select(number => Connect((byte)(10 + number))).ToList();
        time.Advance(TimeSpan.FromMilliseconds(500));

        for (var attempt = 0; attempt < 50; attempt++)
        {
            Connect(1).End();
        }

        quiet.Count(connection => connection.IsOpen).ShouldBeGreaterThanOrEqualTo(4);
    }

    [Fact]
    public void In_a_crowded_table_strangers_do_not_stay_idle()
    {
        var known = Connect(9);
        known.Admitted.Caller.Recognize();
        var strangers = Enumerable.Range(0, 4).Select(number => Connect((byte)(10 + number))).ToList();

        time.Advance(TimeSpan.FromSeconds(7));

        known.IsOpen.ShouldBeTrue();
        strangers.ShouldAllBe(connection => !connection.IsOpen);
    }

    [Fact]
    public void In_an_empty_one_they_may()
    {
        var stranger = Connect(1);

        time.Advance(TimeSpan.FromSeconds(60));

        stranger.IsOpen.ShouldBeTrue();
    }

    public void Dispose() => table.Dispose();

    private FakeConnection Connect(byte number)
    {
        var connection = new FakeConnection(new IPEndPoint(new IPAddress([10, 0, 0, number]), 1));
        connection.Serve(table);
        return connection;
    }

    private sealed class FakeConnection : DefaultConnectionContext
    {
        private readonly TaskCompletionSource end = new();
        private bool isAborted;

        public FakeConnection(EndPoint remote)
        {
            RemoteEndPoint = remote;
        }

        public bool IsOpen => !isAborted;

        public CallerConnection Admitted => Features.Get<CallerConnection>()!;

        public void Serve(ConnectionTable table) => _ = table.ServeAsync(this, _ => end.Task);

        public void End() => end.TrySetResult();

        public override void Abort(ConnectionAbortedException abortReason)
        {
            isAborted = true;
            end.TrySetResult();
        }
    }
}
