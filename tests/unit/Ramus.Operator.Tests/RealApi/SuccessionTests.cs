using System.Diagnostics;
using Ramus.Testing.Kubernetes.Programs;
using Ramus.Testing.Kubernetes.RealApi;

namespace Ramus.Operator.Tests.RealApi;

/// <summary>
/// The succession of leaders on a real API server. The benchmark measures the times, which depend on the machine. These
/// tests check the order, and that the next leader does not wait for a released Lease.
/// </summary>
[Trait("Needs", "Root")]
public sealed class SuccessionTests(ApiServerFixture fixture) : IClassFixture<ApiServerFixture>
{
    private static readonly string[] AnHour =
        ["--lease-duration", "3600", "--renew-deadline", "3000", "--retry-period", "2"];

    private volatile bool changing = true;

    private ApiServer Api => fixture.Api;

    [Fact]
    public async Task A_killed_leader_is_followed_when_its_lease_ends_a_stopped_one_at_once_and_never_do_two_write()
    {
        var before = Api.Writes().Count;
        var one = OperatorProcess.Start(Api, "one");
        await LeadsAsync("one");
        using var two = OperatorProcess.Start(Api, "two", null, AnHour);
        var busy = ChangeAllTheTimeAsync(TestContext.Current.CancellationToken);
        await WritesAsync("one");

        one.Kill();
        var watch = Stopwatch.StartNew();
        await LeadsAsync("two");
        var killed = watch.Elapsed;
        one.Dispose();

        using var three = OperatorProcess.Start(Api, "three");
        await WritesAsync("two");
        watch.Restart();
        two.Stop();
        await LeadsAsync("three");
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"killed: {killed.TotalSeconds:0.0} s; stopped: {watch.Elapsed.TotalSeconds:0.0} s");
        await WritesAsync("three");
        changing = false;
        await busy;

        // Each leader writes only after its predecessor has written for the last time.
        string[] order = [.. Api.Writes().Skip(before).Where(write => write is { IsStatus: true, Code: 200 })
            .Select(write => write.User)];
        order.Zip(order.Skip(1)).Count(pair => pair.First != pair.Second).ShouldBe(order.Distinct().Count() - 1);
        order.Distinct().ShouldBe(["one", "two", "three"]);
    }

    private async Task ChangeAllTheTimeAsync(CancellationToken cancellationToken)
    {
        await fixture.EstablishedAsync();
        for (var number = 0; changing && !cancellationToken.IsCancellationRequested; number++)
        {
            await Api.CreateAsync(Nads.ListPath("default"), Nads.Of($"busy-{number}", Nads.Good));
            await Task.Delay(50, cancellationToken);
        }
    }

    private Task WritesAsync(string user) => Eventually.HoldsAsync(
        () => Api.Writes().Any(write => write is { IsStatus: true } && write.User == user), $"{user} works");

    private Task LeadsAsync(string user) => Eventually.HoldsAsync(
        async () => (await Api.LeaderAsync()).StartsWith(user, StringComparison.Ordinal), $"{user} leads");
}
