using Microsoft.Extensions.Time.Testing;
using Ramus.Operator.Networks;

namespace Ramus.Operator.Tests.Networks;

public sealed class CountBudgetTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public void A_burst_passes_and_then_a_steady_rate()
    {
        var budget = new CountBudget(time, burst: 3, perSecond: 10);

        Enumerable.Range(0, 3).Select(_ => budget.TrySpend()).ShouldAllBe(wait => wait == null);
        budget.TrySpend().ShouldNotBeNull();
        time.Advance(TimeSpan.FromMilliseconds(200));
        Enumerable.Range(0, 3).Count(_ => budget.TrySpend() is null).ShouldBe(2);
    }

    [Fact]
    public void The_more_wait_the_longer_they_wait_but_never_over_a_minute()
    {
        var budget = new CountBudget(time, burst: 0, perSecond: 10);

        var waits = Enumerable.Range(0, 2000).Select(_ => budget.TrySpend()!.Value).ToList();

        waits[0].ShouldBeLessThan(TimeSpan.FromSeconds(4));
        waits.Max().ShouldBeGreaterThan(TimeSpan.FromSeconds(10));
        waits.ShouldAllBe(wait => wait >= TimeSpan.FromSeconds(1) && wait <= TimeSpan.FromMinutes(1));
    }
}
