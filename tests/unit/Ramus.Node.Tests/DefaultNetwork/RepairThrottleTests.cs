using Microsoft.Extensions.Time.Testing;
using Ramus.Node.DefaultNetwork;

namespace Ramus.Node.Tests.DefaultNetwork;

public sealed class RepairThrottleTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public void The_first_repair_is_at_once_and_further_ones_come_ever_more_slowly()
    {
        var throttle = new RepairThrottle(time);
        throttle.Take().ShouldBe(TimeSpan.Zero);

        var waits = new List<double>();
        for (var repair = 0; repair < 6; repair++)
        {
            var wait = throttle.Take();
            waits.Add(wait.TotalSeconds);
            time.Advance(wait);
            throttle.Take().ShouldBe(TimeSpan.Zero);
        }

        waits.ShouldBe([1, 2, 4, 8, 10, 10]);
    }

    [Fact]
    public void After_a_calm_time_it_is_patient_again()
    {
        var throttle = new RepairThrottle(time);
        throttle.Take();
        time.Advance(TimeSpan.FromSeconds(1));
        throttle.Take();

        time.Advance(RepairThrottle.Calm + TimeSpan.FromSeconds(1));

        throttle.Take().ShouldBe(TimeSpan.Zero);
        throttle.Take().ShouldBe(TimeSpan.FromSeconds(1));
    }
}
