using Ramus.Linux.Files;

namespace Ramus.Linux.Tests.Files;

public sealed class ContainerLockTests : IDisposable
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(10);

    private readonly ScratchDirectory scratch = new();

    private string File => scratch["lock"];

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void Two_operations_on_one_container_exclude_each_other()
    {
        using var first = ContainerLock.ForContainer(File, "pod-1", Short);

        first.ShouldNotBeNull();
        ContainerLock.ForContainer(File, "pod-1", Short).ShouldBeNull();
    }

    [Fact]
    public void Operations_on_different_containers_run_side_by_side()
    {
        using var first = ContainerLock.ForContainer(File, "pod-1", Short);
        using var second = ContainerLock.ForContainer(File, "pod-2", Short);

        second.ShouldNotBeNull();
    }

    [Fact]
    public void Garbage_collection_and_an_operation_exclude_each_other()
    {
        using (var operation = ContainerLock.ForContainer(File, "pod-1", Short))
        {
            operation.ShouldNotBeNull();
            ContainerLock.ForAll(File, Short).ShouldBeNull();
        }

        using var all = ContainerLock.ForAll(File, Short);
        all.ShouldNotBeNull();
        ContainerLock.ForContainer(File, "pod-1", Short).ShouldBeNull();
    }

    [Fact]
    public async Task A_waiting_operation_gets_the_lock_when_it_is_free()
    {
        var stop = TestContext.Current.CancellationToken;
        var first = ContainerLock.ForContainer(File, "pod-1", Short)!;
        var waiting = Task.Run(() => ContainerLock.ForContainer(File, "pod-1", Long), stop);
        (await Task.WhenAny(waiting, Task.Delay(100, stop))).ShouldNotBe(waiting);

        first.Dispose();

        using var second = await waiting;
        second.ShouldNotBeNull();
    }

    [Fact]
    public void Another_process_is_kept_out_and_its_death_frees_the_lock()
    {
        using var holder = new LockHolder(File, "pod-1");
        ContainerLock.ForContainer(File, "pod-1", Short).ShouldBeNull();
        ContainerLock.ForAll(File, Short).ShouldBeNull();
        using (var other = ContainerLock.ForContainer(File, "pod-2", Short))
        {
            other.ShouldNotBeNull();
        }

        holder.Kill();

        using var freed = ContainerLock.ForContainer(File, "pod-1", Short);
        freed.ShouldNotBeNull();
    }

    [Fact]
    public void Garbage_collection_of_another_process_excludes_all_operations()
    {
        using var holder = new LockHolder(File, "");

        ContainerLock.ForContainer(File, "pod-1", Short).ShouldBeNull();
    }

    [Fact]
    public void Only_one_of_many_operations_runs_at_a_time()
    {
        var inside = 0;
        var most = 0;
        Parallel.For(0, 30, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            using var mine = ContainerLock.ForContainer(File, "pod-1", Long);
            mine.ShouldNotBeNull();
            most = Math.Max(most, Interlocked.Increment(ref inside));
            Thread.Yield();
            Interlocked.Decrement(ref inside);
        });

        most.ShouldBe(1);
    }

    [Fact]
    public void A_lock_file_that_cannot_be_made_is_named() =>
        Should.Throw<IOException>(() => ContainerLock.ForAll(scratch["no/such/lock"], Short)).Message
            .ShouldContain(scratch["no/such/lock"]);
}
