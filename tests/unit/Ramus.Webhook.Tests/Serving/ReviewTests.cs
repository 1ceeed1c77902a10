using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Ramus.Contract.Admission;
using Ramus.Contract.Selection;

namespace Ramus.Webhook.Tests.Serving;

public sealed class ReviewTests
{
    [Fact]
    public async Task A_pod_with_a_device_network_is_answered_with_a_patch()
    {
        await using var webhook = await WebhookUnderTest.StartAsync(
            api => api.Add("default", "sriov-net-a", "intel.com/sriov"));
        using var http = webhook.Connect();

        var response = await Review.SendAsync(http, Review.OfPod("sriov-net-a"));

        response.GetProperty("uid").GetString().ShouldBe("705ab4f5-6393-11e8-b7cc-42010a800002");
        response.GetProperty("allowed").GetBoolean().ShouldBeTrue();
        response.GetProperty("patchType").GetString().ShouldBe("JSONPatch");
        Review.Patch(response)[0].GetProperty("path").GetString().ShouldBe("/spec/containers/0/resources/requests");
    }

    [Fact]
    public async Task The_answer_names_its_version_and_leaves_the_request_out()
    {
        await using var webhook = await WebhookUnderTest.StartAsync();
        using var http = webhook.Connect();
        using var content = WebhookUnderTest.Json(Review.OfPod(null).ToJsonString());

        using var answer = await http.PostAsync(WebhookPaths.Pods, content, TestContext.Current.CancellationToken);

        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        text.ShouldBe(
            "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"response\":"
            + "{\"uid\":\"705ab4f5-6393-11e8-b7cc-42010a800002\",\"allowed\":true}}");
        answer.Content.Headers.ContentType!.ToString().ShouldBe("application/json");
    }

    [Fact]
    public async Task A_network_younger_than_the_cache_is_read_live()
    {
        await using var webhook = await WebhookUnderTest.StartAsync();
        webhook.Api.Add("default", "young", "example.com/foo", announce: false);
        using var http = webhook.Connect();

        var response = await Review.SendAsync(http, Review.OfPod("young"));

        response.TryGetProperty("patch", out _).ShouldBeTrue();
        webhook.Api.LiveReads.ShouldBe(1);
    }

    [Fact]
    public async Task A_network_in_the_cache_costs_no_call()
    {
        await using var webhook = await WebhookUnderTest.StartAsync(
            api => api.Add("default", "net", "example.com/foo"));
        using var http = webhook.Connect();

        await Review.SendAsync(http, Review.OfPod("net,default/net"));

        webhook.Api.LiveReads.ShouldBe(0);
    }

    [Fact]
    public async Task A_network_with_values_too_long_for_the_cache_is_read_live()
    {
        await using var webhook = await WebhookUnderTest.StartAsync(api => api.Put(
            WebhookApi.PathOf("default", "net"),
            new JsonObject
            {
                ["metadata"] = new JsonObject
                {
                    ["annotations"] = new JsonObject
                    {
                        [Annotations.ResourceName] = "example.com/foo",
                        [Annotations.NodeSelector] =
                            $"zone in ({string.Join(',', Enumerable.Range(0, 200).Select(static n => $"z{n}"))})",
                    },
                },
            }));
        using var http = webhook.Connect();

        var response = await Review.SendAsync(http, Review.OfPod("net"));

        Review.Patch(response).GetRawText().ShouldContain("z199");
        webhook.Api.LiveReads.ShouldBe(1);
    }

    [Fact]
    public async Task A_network_announced_by_the_watch_gets_into_the_cache()
    {
        await using var webhook = await WebhookUnderTest.StartAsync();
        using var http = webhook.Connect();
        webhook.Api.Add("default", "net", "example.com/foo");

        await Eventually.HoldsAsync(
            async () =>
            {
                var before = webhook.Api.LiveReads;
                await Review.SendAsync(http, Review.OfPod("net"));
                return webhook.Api.LiveReads == before;
            },
            "a review without a live read");
    }

    [Fact]
    public async Task Only_the_first_of_many_wrong_names_is_looked_up()
    {
        await using var webhook = await WebhookUnderTest.StartAsync();
        using var http = webhook.Connect();

        var names = string.Join(',', Enumerable.Range(0, 60).Select(i => $"no{i}"));

        var response = await Review.SendAsync(http, Review.OfPod(names));

        Review.Refusal(response).ShouldContain("default/no0");
        webhook.Api.LiveReads.ShouldBe(1);
    }

    [Fact]
    public async Task A_live_read_that_is_refused_says_that_it_could_not_be_checked()
    {
        await using var webhook = await WebhookUnderTest.StartAsync();
        webhook.Api.LiveReadFault = context =>
        {
            context.Response.StatusCode = 403;
            return context.Response.WriteAsync("""{"kind":"Status","reason":"Forbidden","message":"not yours"}""");
        };
        using var http = webhook.Connect();

        var response = await Review.SendAsync(http, Review.OfPod("net"));

        Review.Refusal(response).ShouldContain("could not be looked up");
        response.GetProperty("status").GetProperty("code").GetInt32().ShouldBe(503);
    }

    [Fact]
    public async Task A_live_read_without_an_answer_ends_after_its_limit()
    {
        await using var webhook = await WebhookUnderTest.StartAsync(
            options: WebhookUnderTest.Options with { LookupTimeout = TimeSpan.FromMilliseconds(500) });
        webhook.Api.LiveReadFault = context => Task.Delay(Timeout.Infinite, context.RequestAborted)
            .ContinueWith(_ => { }, TaskScheduler.Default);
        using var http = webhook.Connect();

        var response = await Review.SendAsync(http, Review.OfPod("net"));

        Review.Refusal(response).ShouldContain("within 0.5 s");
    }

    [Theory]
    [InlineData("kube-system")]
    [InlineData("ramus-system")]
    public async Task Pods_of_an_exempt_namespace_pass_unread(string @namespace)
    {
        await using var webhook = await WebhookUnderTest.StartAsync();
        using var http = webhook.Connect();

        var response = await Review.SendAsync(http, Review.OfPod("[{broken", @namespace));

        response.GetProperty("allowed").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("operation", "UPDATE")]
    [InlineData("operation", "DELETE")]
    [InlineData("subResource", "ephemeralcontainers")]
    public async Task Anything_but_the_creation_of_a_pod_passes_unread(string key, string value)
    {
        await using var webhook = await WebhookUnderTest.StartAsync();
        using var http = webhook.Connect();
        var review = Review.OfPod("[{broken");
        review["request"]![key] = value;

        var response = await Review.SendAsync(http, review);

        response.GetProperty("allowed").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Another_resource_passes_unread()
    {
        await using var webhook = await WebhookUnderTest.StartAsync();
        using var http = webhook.Connect();
        var review = Review.OfPod("[{broken");
        review["request"]!["resource"] = new JsonObject { ["group"] = "apps", ["resource"] = "deployments" };

        var response = await Review.SendAsync(http, review);

        response.GetProperty("allowed").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task The_namespace_of_the_request_wins_over_the_pods()
    {
        await using var webhook = await WebhookUnderTest.StartAsync(api => api.Add("b", "net", "example.com/foo"));
        using var http = webhook.Connect();
        var review = Review.OfPod("net", "b");
        review["request"]!["object"]!["metadata"]!["namespace"] = "a";

        var response = await Review.SendAsync(http, review);

        response.GetProperty("allowed").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_dry_run_is_answered_like_any_other()
    {
        await using var webhook = await WebhookUnderTest.StartAsync(
            api => api.Add("default", "net", "example.com/foo"));
        using var http = webhook.Connect();
        var review = Review.OfPod("net");
        review["request"]!["dryRun"] = true;

        var response = await Review.SendAsync(http, review);

        response.TryGetProperty("patch", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Warnings_reach_the_user()
    {
        await using var webhook = await WebhookUnderTest.StartAsync(api => api.Add("default", "net", ""));
        using var http = webhook.Connect();

        var response = await Review.SendAsync(http, Review.OfPod("net"));

        response.GetProperty("warnings")[0].GetString()!.ShouldContain("default/net");
    }

    [Theory]
    [InlineData("GET", WebhookPaths.Pods, HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/mutate", HttpStatusCode.NotFound)]
    [InlineData("POST", "/", HttpStatusCode.NotFound)]
    [InlineData("GET", "/metrics", HttpStatusCode.NotFound)]
    public async Task Other_methods_and_paths_are_not_there(string method, string path, HttpStatusCode expected)
    {
        await using var webhook = await WebhookUnderTest.StartAsync();
        using var http = webhook.Connect();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task Decisions_are_counted_by_outcome()
    {
        await using var webhook = await WebhookUnderTest.StartAsync();
        using var http = webhook.Connect();
        await Review.SendAsync(http, Review.OfPod("nope"));

        var (status, text) = await webhook.GetHealthAsync("metrics");

        status.ShouldBe(HttpStatusCode.OK);
        text.ShouldContain("ramus_webhook_reviews_total{outcome=\"refused_unknown_network\"}");
        text.ShouldContain("ramus_webhook_review_duration_seconds_bucket");
        text.ShouldContain("ramus_webhook_certificate_expiry_timestamp_seconds");
    }
}
