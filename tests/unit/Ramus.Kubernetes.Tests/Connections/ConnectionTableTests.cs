using System.IO.Pipelines;
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
    public void Idle_connections_are_closed_before_busy_ones()
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

        Connect(3).IsOpen.ShouldBeTrue("an API server that is still unknown");

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
    public void A_known_caller_gets_in_among_as_many_known_ones_with_requests_that_do_not_end()
    {
        var crowd = new List<FakeConnection>();
        for (var number = 10; number < 17; number++)
        {
            crowd.Add(Connect((byte)number));
            crowd[^1].Admitted.Caller.Recognize();
            crowd[^1].Admitted.Begin();
        }

        time.Advance(TimeSpan.FromSeconds(6));
        for (var attempt = 0; attempt < 20; attempt++)
        {
            var good = Connect(9);
            good.IsOpen.ShouldBeTrue($"attempt {attempt}");
            good.Admitted.Caller.Recognize();
            good.End();
        }

        crowd.Count(static connection => !connection.IsOpen).ShouldBeInRange(1, 2);
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

    [Fact]
    public void Where_a_new_connection_always_gets_in_the_oldest_silent_one_of_the_same_address_ends()
    {
        using var equals = Replacing();
        var crowd = Enumerable.Range(0, 8).Select(_ => Connect(1, equals)).ToList();
        crowd[0].Admitted.Begin();

        var probe = Connect(1, equals);

        probe.IsOpen.ShouldBeTrue();
        crowd.Where(static connection => !connection.IsOpen).ShouldBe([crowd[1]]);
    }

    [Fact]
    public async Task Where_a_new_connection_always_gets_in_one_that_has_spoken_stays_before_newer_silent_ones()
    {
        using var equals = Replacing();
        var probe = Connect(1, equals);
        await probe.SpeakAsync();

        var crowd = Enumerable.Range(0, 50).Select(_ => Connect(1, equals)).ToList();

        probe.IsOpen.ShouldBeTrue();
        crowd.Count(static connection => connection.IsOpen).ShouldBe(7);
    }

    [Fact]
    public void Where_a_new_connection_always_gets_in_silence_ends_in_the_end()
    {
        using var equals = Replacing();
        var silent = Connect(1, equals);

        time.Advance(TimeSpan.FromSeconds(7));

        silent.IsOpen.ShouldBeFalse();
    }

    [Fact]
    public void Where_a_new_connection_always_gets_in_the_address_with_the_most_makes_room()
    {
        using var equals = Replacing();
        var scrape = Connect(2, equals);
        time.Advance(TimeSpan.FromSeconds(2));
        var crowd = Enumerable.Range(0, 50).Select(_ => Connect(1, equals)).ToList();

        Connect(3, equals).IsOpen.ShouldBeTrue();

        scrape.IsOpen.ShouldBeTrue();
        crowd.Count(static connection => connection.IsOpen).ShouldBe(6);
    }

    [Fact]
    public void Where_a_new_connection_always_gets_in_requests_without_an_end_keep_nobody_out()
    {
        using var equals = Replacing();
        var crowd = Enumerable.Range(0, 8).Select(_ => Connect(1, equals)).ToList();
        crowd.ForEach(static connection => connection.Admitted.Begin());

        Connect(1, equals).IsOpen.ShouldBeTrue();

        crowd.Where(static connection => !connection.IsOpen).ShouldBe([crowd[0]]);
    }

    public void Dispose() => table.Dispose();

    private ConnectionTable Replacing() => new(new ConnectionLimits(8, 8) { ReplacesOldest = true }, time);

    private FakeConnection Connect(byte number, ConnectionTable? to = null)
    {
        var connection = new FakeConnection(new IPEndPoint(new IPAddress([10, 0, 0, number]), 1));
        connection.Serve(to ?? table);
        return connection;
    }

    private sealed class FakeConnection : DefaultConnectionContext
    {
        private readonly TaskCompletionSource end = new();
        private readonly Pipe input;
        private bool isAborted;

        public FakeConnection(EndPoint remote)
            : this(remote, new Pipe(new PipeOptions(
                readerScheduler: PipeScheduler.Inline, useSynchronizationContext: false)))
        {
        }

        private FakeConnection(EndPoint remote, Pipe input)
            : base("fake", new Duplex(input.Reader, input.Writer), new Duplex(input.Reader, input.Writer))
        {
            this.input = input;
            RemoteEndPoint = remote;
        }

        public bool IsOpen => !isAborted;

        public CallerConnection Admitted => Features.Get<CallerConnection>()!;

        public void Serve(ConnectionTable table) => _ = table.ServeAsync(this, _ => end.Task);

        public void End() => end.TrySetResult();

        /// <summary>The first bytes of a request come.</summary>
        public async Task SpeakAsync() => await input.Writer.WriteAsync("G"u8.ToArray());

        public override void Abort(ConnectionAbortedException abortReason)
        {
            isAborted = true;
            input.Writer.Complete();
            end.TrySetResult();
        }

        private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
    }
}
