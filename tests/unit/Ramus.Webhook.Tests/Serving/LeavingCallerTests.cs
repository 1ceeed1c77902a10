using System.Net;
using Ramus.Attackers;
using Ramus.Contract.Admission;

namespace Ramus.Webhook.Tests.Serving;

public sealed class LeavingCallerTests
{
    [Fact]
    public async Task A_judgement_ends_when_its_caller_has_left()
    {
        await using var webhook = await WebhookUnderTest.StartAsync();
        var asked = new TaskCompletionSource();
        var ended = new TaskCompletionSource();
        webhook.Api.LiveReadFault = async context =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ended.SetResult();
        };
        var wire = await ConnectAsync(webhook);
        await wire.SendAsync(
            Bodies.Post(WebhookPaths.Pods, Bodies.Pod("unknown")), TestContext.Current.CancellationToken);
        await asked.Task.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        await wire.DisposeAsync();

        await ended.Task.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_review_that_finds_no_room_is_turned_away_with_a_sentence_and_may_come_again()
    {
        await using var webhook = await WebhookUnderTest.StartAsync();
        // Two such reviews reach the memory limit of one stranger.
        await using var one = await AnnounceAsync(webhook);
        await using var two = await AnnounceAsync(webhook);
        await using var three = await ConnectAsync(webhook);

        await three.SendAsync(Bodies.Post(WebhookPaths.Pods, Bodies.Pod("")), TestContext.Current.CancellationToken);

        var answer = await three.AnswerAsync(TestContext.Current.CancellationToken);
        answer.ShouldStartWith("HTTP/1.1 503");
        answer.ShouldContain("Retry-After: 1");
        answer.ShouldContain("try again");
    }

    [Fact]
    public async Task HTTP_2_is_not_spoken()
    {
        await using var webhook = await WebhookUnderTest.StartAsync();
        using var http = webhook.Connect(HttpVersion.Version20);

        await Should.ThrowAsync<HttpRequestException>(() => Review.SendAsync(http, Review.OfPod(null)));
    }

    /// <summary>Announces a review of the maximum length, but never sends its body.</summary>
    private static async Task<Wire> AnnounceAsync(WebhookUnderTest webhook)
    {
        var wire = await ConnectAsync(webhook);
        var head = Bodies.Head(WebhookPaths.Pods, $"{Bodies.Greatest}").Replace(
            "Host: x", "Host: x\r\nExpect: 100-continue", StringComparison.Ordinal);
        await wire.SendAsync(head, TestContext.Current.CancellationToken);
        (await wire.AnswerAsync(TestContext.Current.CancellationToken)).ShouldStartWith("HTTP/1.1 100");
        return wire;
    }

    private static async Task<Wire> ConnectAsync(WebhookUnderTest webhook)
    {
        var wire = await Wire.ConnectAsync(
            IPAddress.Parse("127.0.0.2"), webhook.Address.Port, TestContext.Current.CancellationToken);
        await wire.HandshakeAsync(TestContext.Current.CancellationToken);
        return wire;
    }
}
