using System.Collections.Concurrent;
using Ramus.Linux.Files;

namespace Ramus.Linux.Tests.Files;

public sealed class WaitingLineTests : IDisposable
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private readonly ScratchDirectory scratch = new();

    private string File => scratch["line"];

    public void Dispose() => scratch.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void At_most_that_many_work_at_once(int places)
    {
        var (inside, most) = (0, 0);
        Parallel.For(0, 60, new ParallelOptions { MaxDegreeOfParallelism = 20 }, _ =>
        {
            using var place = WaitingLine.Enter(File, places, Long);
            place.ShouldNotBeNull();
            var now = Interlocked.Increment(ref inside);
            InterlockedMax(ref most, now);
            Thread.Sleep(1);
            Interlocked.Decrement(ref inside);
        });

        most.ShouldBeInRange(1, places);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Who_comes_first_works_first(int places)
    {
        var held = Enumerable.Range(0, places).Select(_ => WaitingLine.Enter(File, places, Short)!).ToList();
        var order = new ConcurrentQueue<int>();
        var waiting = new List<Task>();
        for (var number = 0; number < 6; number++)
        {
            var mine = number;
            waiting.Add(Task.Run(() =>
            {
                using var place = WaitingLine.Enter(File, places, Long);
                order.Enqueue(mine);
            }, TestContext.Current.CancellationToken));
            await Eventually.HoldsAsync(() => Tickets() == places + mine + 1, $"{mine} waits");
        }

        // One place at a time becomes free, and only one of those that wait can take it.
        held[^1].Dispose();
        await Task.WhenAll(waiting);

        order.ShouldBe([0, 1, 2, 3, 4, 5]);
        held.ForEach(place => place.Dispose());
    }

    [Fact]
    public void A_place_that_is_given_back_out_of_order_serves_the_next_one()
    {
        using var first = WaitingLine.Enter(File, 2, Short);
        var second = WaitingLine.Enter(File, 2, Short);
        WaitingLine.Enter(File, 2, Short).ShouldBeNull();

        second!.Dispose();

        using var third = WaitingLine.Enter(File, 2, Short);
        third.ShouldNotBeNull();
        WaitingLine.Enter(File, 2, Short).ShouldBeNull();
    }

    [Fact]
    public async Task The_place_of_a_process_that_dies_while_it_works_is_free()
    {
        using var holder = new LineHolder(File, 1);
        (await holder.AnswerAsync()).ShouldBe("in");
        WaitingLine.Enter(File, 1, Short).ShouldBeNull();

        holder.Kill();

        using var place = WaitingLine.Enter(File, 1, Long);
        place.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_process_that_dies_while_it_waits_holds_up_nobody()
    {
        var first = WaitingLine.Enter(File, 1, Short);
        using var waiting = new LineHolder(File, 1);
        await Eventually.HoldsAsync(() => Tickets() == 2, "it waits");
        using var next = new LineHolder(File, 1);
        await Eventually.HoldsAsync(() => Tickets() == 3, "the next one waits");

        waiting.Kill();
        first!.Dispose();

        (await next.AnswerAsync()).ShouldBe("in");
    }

    [Fact]
    public async Task A_process_whose_caller_has_died_gives_its_place_back()
    {
        using var first = WaitingLine.Enter(File, 1, Short);
        using var waiting = new LineHolder(File, 1, throughShell: true);
        await Eventually.HoldsAsync(() => Tickets() == 2, "it waits");

        waiting.Kill();

        await Eventually.HoldsAsync(() => Tickets() == 1, "it no longer waits");
    }

    [Fact]
    public void Who_has_waited_long_enough_leaves_the_line()
    {
        using var first = WaitingLine.Enter(File, 1, Short);

        WaitingLine.Enter(File, 1, Short).ShouldBeNull();

        Tickets().ShouldBe(1);
    }

    [Fact]
    public async Task Hundreds_may_wait()
    {
        var first = WaitingLine.Enter(File, 1, Short);
        var done = 0;
        var threads = Enumerable.Range(0, 300).Select(_ => new Thread(() =>
        {
            using var place = WaitingLine.Enter(File, 4, Long);
            Interlocked.Increment(ref done);
        })).ToList();
        threads.ForEach(thread => thread.Start());
        await Eventually.HoldsAsync(() => Tickets() + Volatile.Read(ref done) == 301, "all have come");

        first!.Dispose();

        threads.ForEach(thread => thread.Join());
        done.ShouldBe(300);
        Tickets().ShouldBe(0);
    }

    [Fact]
    public void A_file_that_cannot_be_made_is_named() =>
        Should.Throw<IOException>(() => WaitingLine.Enter(scratch["no/such/line"], 1, Short)).Message
            .ShouldContain(scratch["no/such/line"]);

    private static void InterlockedMax(ref int most, int now)
    {
        for (var known = Volatile.Read(ref most); now > known; known = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, now, known);
        }
    }

    /// <summary>The tickets of all processes: the locks of the file, without the door at its beginning.</summary>
    private int Tickets()
    {
        if (!System.IO.File.Exists(File))
        {
            return 0;
        }

        var inode = $":{Command.Run("stat", "-c", "%i", File).Trim()}";
        return System.IO.File.ReadLines("/proc/locks")
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Count(words => words is [_, "OFDLCK", _, _, _, var file, var start, ..]
                && file.EndsWith(inode, StringComparison.Ordinal) && start != "0");
    }
}
