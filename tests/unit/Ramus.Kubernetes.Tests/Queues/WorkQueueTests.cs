using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Ramus.Kubernetes.Queues;

namespace Ramus.Kubernetes.Tests.Queues;

public sealed class WorkQueueTests : IDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly WorkQueue<string> queue;

    public WorkQueueTests()
    {
        queue = new WorkQueue<string>(time);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => queue.Dispose();

    [Fact]
    public async Task Many_adds_of_a_key_are_one()
    {
        queue.Add("a");
        queue.Add("b");
        queue.Add("a");

        (await queue.TakeAsync(Token)).ShouldBe("a");
        (await queue.TakeAsync(Token)).ShouldBe("b");
        queue.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_key_added_while_it_is_processed_comes_again_after_that()
    {
        queue.Add("a");
        await queue.TakeAsync(Token);
        queue.Add("a");
        queue.Count.ShouldBe(0);

        queue.Done("a");

        (await queue.TakeAsync(Token)).ShouldBe("a");
        queue.Done("a");
        queue.Count.ShouldBe(0);
    }

    [Fact]
    public void The_earliest_of_several_delays_applies()
    {
        queue.AddAfter("a", TimeSpan.FromSeconds(10));
        queue.AddAfter("a", TimeSpan.FromSeconds(3));
        queue.AddAfter("a", TimeSpan.FromSeconds(5));

        time.Advance(TimeSpan.FromSeconds(2.9));
        queue.Count.ShouldBe(0);
        time.Advance(TimeSpan.FromSeconds(0.2));
        queue.Count.ShouldBe(1);
        time.Advance(TimeSpan.FromSeconds(20));
        queue.Count.ShouldBe(1);
    }

    [Fact]
    public void Failures_wait_longer_and_longer_but_never_more_than_five_minutes()
    {
        Backoff.Step(TimeSpan.FromMilliseconds(5), TimeSpan.FromMinutes(5), 0).ShouldBe(TimeSpan.FromMilliseconds(5));
        Backoff.Step(TimeSpan.FromMilliseconds(5), TimeSpan.FromMinutes(5), 3).ShouldBe(TimeSpan.FromMilliseconds(40));
        Backoff.Step(TimeSpan.FromMilliseconds(5), TimeSpan.FromMinutes(5), 1000).ShouldBe(TimeSpan.FromMinutes(5));

        queue.AddRateLimited("a");
        queue.AddRateLimited("a");

        queue.Failures("a").ShouldBe(2);
        queue.Forget("a");
        queue.Failures("a").ShouldBe(0);
    }

    [Fact]
    public async Task The_loop_retries_failures_and_keeps_requests_to_look_again()
    {
        using var queue = new WorkQueue<string>(minDelay: TimeSpan.FromMilliseconds(1));
        using var stop = new CancellationTokenSource();
        var calls = 0;
        var loop = queue.ProcessAsync(
            2,
            (_, _) => ++calls switch
            {
                < 3 => throw new InvalidOperationException("not yet"),
                3 => Task.FromResult<TimeSpan?>(TimeSpan.FromMilliseconds(1)),
                _ => Task.FromResult<TimeSpan?>(null),
            },
            NullLogger.Instance,
            stop.Token);

        queue.Add("a");

        await Eventually.HoldsAsync(() => calls == 4, "four calls");
        queue.Failures("a").ShouldBe(0);
        await stop.CancelAsync();
        await loop;
    }

    [Fact]
    public async Task Under_many_adders_and_workers_no_key_runs_twice_at_a_time_and_the_last_add_is_seen()
    {
        using var queue = new WorkQueue<int>();
        using var stop = new CancellationTokenSource();
        var state = new int[20];
        var seen = new int[20];
        var running = new int[20];
        var overlap = false;
        var loop = queue.ProcessAsync(
            4,
            async (key, _) =>
            {
                overlap |= Interlocked.Increment(ref running[key]) != 1;
                var now = Volatile.Read(ref state[key]);
                await Task.Yield();
                Volatile.Write(ref seen[key], now);
                Interlocked.Decrement(ref running[key]);
                return null;
            },
            NullLogger.Instance,
            stop.Token);

        await Parallel.ForAsync(0, 5000, Token, (i, _) =>
        {
            Interlocked.Increment(ref state[i % 20]);
            queue.Add(i % 20);
            return ValueTask.CompletedTask;
        });

        await Eventually.HoldsAsync(() => seen.All(value => value == 250), "the last state of every key");
        overlap.ShouldBeFalse();
        await stop.CancelAsync();
        await loop;
    }
}
