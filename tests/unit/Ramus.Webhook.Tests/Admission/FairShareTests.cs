using System.Net;
using Ramus.Kubernetes.Connections;
using Ramus.Webhook.Admission;

namespace Ramus.Webhook.Tests.Admission;

public sealed class FairShareTests : IDisposable
{
    private static readonly ShareLimits Limits = new(Most: 100, MostOfStranger: 50, MostOfStrangers: 75);

    private readonly CancellationTokenSource review = new();
    private readonly FairShare share = new(Limits, TimeSpan.FromMilliseconds(200));

    [Fact]
    public async Task One_stranger_gets_its_part_and_no_more()
    {
        var stranger = Stranger(1);
        using var half = await share.ClaimAsync(stranger, 50, review);

        var refusal = await Should.ThrowAsync<ReviewException>(async () => await share.ClaimAsync(stranger, 1, review));

        refusal.StatusCode.ShouldBe(503);
        refusal.CanBeRepeated.ShouldBeTrue();
        review.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task Strangers_together_leave_a_part_to_known_callers()
    {
        using var one = await share.ClaimAsync(Stranger(1), 50, review);
        using var two = await share.ClaimAsync(Stranger(2), 25, review);

        using var known = await share.ClaimAsync(Known(3), 25, review);

        review.IsCancellationRequested.ShouldBeFalse("no claim was revoked");
    }

    [Fact]
    public async Task A_stranger_that_asks_for_little_gets_it_from_the_one_that_holds_most()
    {
        using var greedy = new CancellationTokenSource();
        using var modest = new CancellationTokenSource();
        var most = await share.ClaimAsync(Stranger(1), 50, greedy);
        await using var ends = greedy.Token.Register(most.Dispose);
        using var some = await share.ClaimAsync(Stranger(2), 25, modest);

        using var claim = await share.ClaimAsync(Stranger(3), 10, review);

        most.IsRevoked.ShouldBeTrue();
        some.IsRevoked.ShouldBeFalse();
        claim.Amount.ShouldBe(10);
    }

    [Fact]
    public async Task Known_callers_leave_a_part_to_strangers()
    {
        var first = Known(1);
        using var one = await share.ClaimAsync(first, 44, review);
        using var two = await share.ClaimAsync(Known(2), 44, review);
        await Should.ThrowAsync<ReviewException>(async () => await share.ClaimAsync(first, 1, review));

        using var stranger = await share.ClaimAsync(Stranger(3), 12, review);

        stranger.Amount.ShouldBe(12);
    }

    [Fact]
    public async Task A_known_caller_loses_nothing_to_a_stranger()
    {
        using var all = await share.ClaimAsync(Known(1), 88, review);
        using var rest = await share.ClaimAsync(Stranger(3), 12, review);

        await Should.ThrowAsync<ReviewException>(async () => await share.ClaimAsync(Stranger(2), 13, review));

        all.IsRevoked.ShouldBeFalse();
    }

    [Fact]
    public async Task A_known_caller_gets_the_memory_of_strangers()
    {
        using var other = new CancellationTokenSource();
        var most = await share.ClaimAsync(Stranger(1), 50, other);
        await using var ends = other.Token.Register(most.Dispose);

        using var claim = await share.ClaimAsync(Known(2), 80, review);

        most.IsRevoked.ShouldBeTrue();
    }

    [Fact]
    public async Task Released_memory_goes_to_waiting_callers()
    {
        var stranger = Stranger(1);
        using var half = await share.ClaimAsync(stranger, 50, review);
        var waiting = share.ClaimAsync(stranger, 20, review);
        waiting.IsCompleted.ShouldBeFalse();

        half.ShrinkTo(30);

        using var claim = await waiting;
        claim.Amount.ShouldBe(20);
    }

    [Fact]
    public async Task A_review_that_ends_does_not_wait_on()
    {
        var stranger = Stranger(1);
        using var half = await share.ClaimAsync(stranger, 50, review);
        using var left = new CancellationTokenSource();
        var waiting = share.ClaimAsync(stranger, 20, left);

        await left.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(async () => await waiting);
    }

    public void Dispose() => review.Dispose();

    private static Caller Stranger(byte number) => new(new IPAddress([10, 0, 0, number]), TimeProvider.System);

    private static Caller Known(byte number)
    {
        var caller = Stranger(number);
        caller.Recognize();
        return caller;
    }
}
