using Microsoft.Extensions.Time.Testing;
using Ramus.Node.Report;

namespace Ramus.Node.Tests.Report;

public sealed class ReportThrottleTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider time = new();

    [Fact]
    public void A_change_is_due_at_one_random_moment_of_the_interval()
    {
        var throttle = Throttle(0.3);

        throttle.Wait(isUrgent: true).ShouldBe(TimeSpan.FromSeconds(3));
        time.Advance(TimeSpan.FromSeconds(1));
        throttle.Wait(isUrgent: true).ShouldBe(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void Two_writes_are_an_interval_apart()
    {
        var throttle = Throttle(0.1);
        throttle.Wait(isUrgent: true);
        throttle.Written(wasUrgent: true);

        throttle.Wait(isUrgent: true).ShouldBe(Interval);
    }

    [Fact]
    public void Continuous_creation_of_networks_is_reported_at_growing_intervals_but_failures_are_not()
    {
        var throttle = Throttle(0);
        var waits = new List<double>();
        for (var change = 0; change < 6; change++)
        {
            var wait = throttle.Wait(isUrgent: false);
            waits.Add(wait.TotalSeconds);
            time.Advance(wait);
            throttle.Written(wasUrgent: false);
        }

        waits.ShouldBe([0, 10, 20, 40, 80, 80]);
        throttle.Wait(isUrgent: true).ShouldBe(Interval);
    }

    [Fact]
    public void After_a_quiet_time_a_change_is_reported_soon_again()
    {
        var throttle = Throttle(0.5);
        throttle.Written(wasUrgent: false);
        throttle.Written(wasUrgent: false);
        time.Advance(TimeSpan.FromMinutes(5));
        throttle.Wait(isUrgent: false);
        throttle.Written(wasUrgent: false);
        time.Advance(TimeSpan.FromMinutes(5));

        throttle.Wait(isUrgent: false).ShouldBe(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void A_busy_API_server_is_asked_ever_more_seldom()
    {
        var throttle = Throttle(1);

        throttle.Refused().ShouldBe(TimeSpan.FromSeconds(20));
        throttle.Refused().ShouldBe(TimeSpan.FromSeconds(40));
        throttle.Wait(isUrgent: true).ShouldBe(TimeSpan.FromSeconds(40));
    }

    private ReportThrottle Throttle(double random) => new(time, Interval, () => random);
}
