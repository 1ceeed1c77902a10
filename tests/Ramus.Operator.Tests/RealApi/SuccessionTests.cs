using System.Diagnostics;
using Ramus.Kubernetes.Tests.FakeApi;

namespace Ramus.Operator.Tests.RealApi;

/// <summary>Operators that are killed, on a real API server.</summary>
[Trait("Needs", "Root")]
public sealed class SuccessionTests(ApiServerFixture fixture) : IClassFixture<ApiServerFixture>
{
    private volatile bool changing = true;

    private ApiServer Api => fixture.Api;

    [Fact]
    public async Task Killed_at_random_during_1000_changes_the_final_statuses_are_right()
    {
#pragma warning disable CA5394 // Chance, not secrets.
        var random = new Random(7);
        var users = new[] { "one", "two", "three" };
        var program = OperatorProcess.Start(Api, users[0], null, Hasty);
        await fixture.EstablishedAsync();
        for (var number = 0; number < 100; number++)
        {
            await Api.CreateAsync(Networks.ListPath("default"), Networks.Of($"k{number}", Networks.Good));
        }

        var kills = 0;
        for (var change = 0; change < 1000; change++)
        {
            await Api.PatchAsync(
                Networks.PathOf("default", $"k{random.Next(100)}"),
                Networks.Spec(random.Next(2) == 0 ? Networks.Broken : Networks.Good + new string(' ', change)));
            if (random.Next(80) == 0)
            {
                program.Dispose();
                program = OperatorProcess.Start(Api, users[++kills % users.Length], null, Hasty);
            }
        }
#pragma warning restore CA5394

        await Eventually.HoldsAsync(
            () => Api.ListAsync(Networks.ListPath("default")).GetAwaiter().GetResult()
                .All(network => network.IsRight()),
            "all statuses", 60);
        program.Dispose();
        kills.ShouldBeGreaterThan(5);
        await Api.KubectlAsync(null, "delete", "nad", "--all");
    }

    [Fact]
    public async Task A_killed_leader_is_followed_within_15_seconds_and_a_stopped_one_within_3()
    {
        var before = Api.Writes().Count;
        var one = OperatorProcess.Start(Api, "one");
        await LeadsAsync("one", 40);
        using var two = OperatorProcess.Start(Api, "two");
        var busy = ChangeAllTheTimeAsync(TestContext.Current.CancellationToken);
        await WritesAsync("one");

        one.Kill();
        var watch = Stopwatch.StartNew();
        await LeadsAsync("two", 15);
        var killed = watch.Elapsed;
        one.Dispose();

        using var three = OperatorProcess.Start(Api, "three");
        await WritesAsync("two");
        watch.Restart();
        two.Stop();
        var stop = watch.Elapsed;
        await LeadsAsync("three", 10);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"killed: {killed.TotalSeconds:0.0} s; stopped: {watch.Elapsed.TotalSeconds:0.0} s");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(3) + stop);
        await WritesAsync("three");
        changing = false;
        await busy;

        // Each writes only after the one before has written for the last time.
        string[] order = [.. Api.Writes().Skip(before).Where(write => write is { IsStatus: true, Code: 200 })
            .Select(write => write.User)];
        order.Zip(order.Skip(1)).Count(pair => pair.First != pair.Second).ShouldBe(order.Distinct().Count() - 1);
    }

    private static string[] Hasty => ["--lease-duration", "3", "--renew-deadline", "2", "--retry-period", "1"];

    private async Task ChangeAllTheTimeAsync(CancellationToken cancellationToken)
    {
        await fixture.EstablishedAsync();
        for (var number = 0; changing && !cancellationToken.IsCancellationRequested; number++)
        {
            await Api.CreateAsync(Networks.ListPath("default"), Networks.Of($"busy-{number}", Networks.Good));
            await Task.Delay(50, cancellationToken);
        }
    }

    private Task WritesAsync(string user) => Eventually.HoldsAsync(
        () => Api.Writes().Any(write => write is { IsStatus: true } && write.User == user), $"{user} works", 30);

    private Task LeadsAsync(string user, double seconds) => Eventually.HoldsAsync(
        () => Api.Leader().StartsWith(user, StringComparison.Ordinal), $"{user} leads", seconds);
}
