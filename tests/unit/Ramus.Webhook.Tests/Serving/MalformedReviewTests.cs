using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Ramus.Attackers;
using Ramus.Contract.Admission;

namespace Ramus.Webhook.Tests.Serving;

public sealed class MalformedReviewTests
{
    [Fact]
    public async Task A_body_that_is_not_a_review_is_a_bad_request_on_a_connection_that_stays()
    {
        await using var webhook = await WebhookUnderTest.StartAsync();
        using var http = webhook.Connect();

        foreach (var (name, body) in MalformedReviews.NotReviews())
        {
            using var answer = await PostAsync(http, body);

            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, name);
            (await TextAsync(answer)).ShouldNotBeNullOrWhiteSpace(name);
        }
    }

    [Fact]
    public async Task An_object_that_is_not_a_pod_is_refused_with_a_reason()
    {
        await using var webhook = await WebhookUnderTest.StartAsync(
            api => api.Add("default", "net", "example.com/foo"));
        using var http = webhook.Connect();

        foreach (var (name, body) in MalformedReviews.NotPods())
        {
            using var answer = await PostAsync(http, body);

            answer.StatusCode.ShouldBe(HttpStatusCode.OK, name);
            var response = JsonDocument.Parse(await TextAsync(answer)).RootElement.GetProperty("response");
            response.GetProperty("allowed").GetBoolean().ShouldBeFalse(name);
            response.GetProperty("status").GetProperty("message").GetString().ShouldNotBeNullOrWhiteSpace(name);
        }
    }

    [Fact]
    public void The_tables_hold_two_hundred_cases() =>
        (MalformedReviews.NotReviews().Count() + MalformedReviews.NotPods().Count()
            + MalformedReviews.Cut().Count()).ShouldBeGreaterThanOrEqualTo(200);

    [Theory]
    [InlineData(WebhookPaths.Pods)]
    [InlineData(WebhookPaths.Networks)]
    [InlineData(WebhookPaths.NetworkDeletions)]
    public async Task A_truncated_or_overwritten_review_does_not_close_the_connection(string path)
    {
        await using var webhook = await WebhookUnderTest.StartAsync(
            api => api.Add("default", "net", "example.com/foo"));
        using var http = webhook.Connect();

        foreach (var (name, body) in MalformedReviews.Cut())
        {
            using var answer = await PostAsync(http, body, path: path);

            ((int)answer.StatusCode).ShouldBeLessThan(500, name);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_three_mebibytes_is_too_large(bool withLength)
    {
        await using var webhook = await WebhookUnderTest.StartAsync();
        using var http = webhook.Connect();

        using var answer = await PostAsync(http, new byte[(3 * 1024 * 1024) + 1], withLength);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("fffffffff")]
    [InlineData("ffffffffffffffffffff")]
    [InlineData("-1")]
    [InlineData("x")]
    public async Task A_chunk_size_that_is_not_valid_is_a_bad_request(string size)
    {
        await using var webhook = await WebhookUnderTest.StartAsync();
        await using var wire = await Wire.ConnectAsync(
            IPAddress.Loopback, webhook.Address.Port, TestContext.Current.CancellationToken);
        await wire.HandshakeAsync(TestContext.Current.CancellationToken);

        await wire.SendAsync(
            $"{Bodies.ChunkedHead(WebhookPaths.Pods)}{size}\r\n{{}}\r\n", TestContext.Current.CancellationToken);

        (await wire.AnswerAsync(TestContext.Current.CancellationToken)).ShouldStartWith("HTTP/1.1 400 ");
    }

    [Fact]
    public async Task A_body_of_just_three_mebibytes_is_read()
    {
        await using var webhook = await WebhookUnderTest.StartAsync();
        using var http = webhook.Connect();
        var review = Review.OfPod(null);
        var padding = (3 * 1024 * 1024) - review.ToJsonString().Length - ",\"padding\":\"\"".Length;
        review["padding"] = new string('x', padding);

        var response = await Review.SendAsync(http, review);

        response.GetProperty("allowed").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("invalid-type")]
    [InlineData("")]
    public async Task Another_content_type_is_not_supported(string type)
    {
        await using var webhook = await WebhookUnderTest.StartAsync();
        using var http = webhook.Connect();
        using var content = new ByteArrayContent("fake-body"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        using var answer = await http.PostAsync(WebhookPaths.Pods, content, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    private static async Task<HttpResponseMessage> PostAsync(
        HttpClient http, byte[] body, bool withLength = true, string path = WebhookPaths.Pods)
    {
        using HttpContent content = withLength ? new ByteArrayContent(body) : new StreamContent(new Unseekable(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await http.PostAsync(path, content, TestContext.Current.CancellationToken);
    }

    private static Task<string> TextAsync(HttpResponseMessage answer) =>
        answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    /// <summary>Content without a length, so that the body is sent in chunks.</summary>
    private sealed class Unseekable(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
