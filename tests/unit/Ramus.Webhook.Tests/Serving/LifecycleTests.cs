using System.Net;

namespace Ramus.Webhook.Tests.Serving;

public sealed class LifecycleTests
{
    [Fact]
    public async Task Without_the_list_of_networks_the_program_is_not_ready_and_says_so()
    {
        await using var webhook = await WebhookUnderTest.StartAsync(api => api.IsUp = false);

        await webhook.SaysAsync("[-]networks failed: ");
        var (status, text) = await webhook.ReadinessAsync();
        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        text.ShouldContain("[+]certificate ok");

        webhook.Api.IsUp = true;
        await webhook.ReadyAsync();
    }

    [Fact]
    public async Task While_not_ready_the_program_is_alive()
    {
        await using var webhook = await WebhookUnderTest.StartAsync(withCertificate: false);

        (await webhook.GetHealthAsync("healthz")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    [Trait("Needs", "Time")]
    public async Task Asked_to_stop_it_is_not_ready_but_serves_new_connections_until_the_drain_ends()
    {
        var options = WebhookUnderTest.Options with { Drain = TimeSpan.FromSeconds(2) };
        await using var webhook = await WebhookUnderTest.StartAsync(options: options);

        var stopped = webhook.StopAsync();
        await webhook.SaysAsync("[-]shutdown failed: stopping");
        using var http = webhook.Connect();
        var response = await Review.SendAsync(http, Review.OfPod(null));

        response.GetProperty("allowed").GetBoolean().ShouldBeTrue();
        stopped.IsCompleted.ShouldBeFalse();
        await stopped;
        using var late = webhook.Connect();
        await Should.ThrowAsync<HttpRequestException>(() => Review.SendAsync(late, Review.OfPod(null)));
    }
}
