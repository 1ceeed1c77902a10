using System.Text.Json;
using System.Text.Json.Nodes;
using Ramus.Contract.Policy;
using Ramus.Webhook.Tests.Serving;

namespace Ramus.Webhook.Tests.Deletion;

public sealed class DeletionTests : IDisposable
{
    private const string Attached = """[{"name":"cbr0"},{"name":"red/blue"}]""";

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("ramus-deletion-");

    [Fact]
    public async Task A_network_that_no_pod_uses_is_deleted()
    {
        await using var webhook = await WebhookUnderTest.StartAsync();

        (await SendAsync(webhook, Deletion(pods: 0))).GetProperty("allowed").GetBoolean().ShouldBeTrue();
        (await SendAsync(webhook, Deletion(pods: null))).GetProperty("allowed").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_network_in_use_is_kept_and_its_pods_are_named()
    {
        await using var webhook = await WebhookUnderTest.StartAsync(api =>
        {
            api.Put("/api/v1/namespaces/red", new JsonObject());
            api.Put("/api/v1/namespaces/red/pods/web-1", Pod(Attached));
        });

        var refusal = Review.Refusal(await SendAsync(webhook, Deletion(pods: 3, "red/web-1")));

        refusal.ShouldStartWith("network red/blue is in use by 3 pods: red/web-1 and 2 more.");
        refusal.ShouldContain("annotate net-attach-def blue ramus.dev/allow-deletion=true");
    }

    [Fact]
    public async Task The_annotation_lets_it_go()
    {
        await using var webhook = await WebhookUnderTest.StartAsync(api => api.Put("/api/v1/namespaces/red", []));
        var review = Deletion(pods: 3, "red/web-1");
        review["request"]!["oldObject"]!["metadata"]!["annotations"] =
            new JsonObject { ["ramus.dev/allow-deletion"] = "true" };

        (await SendAsync(webhook, review)).GetProperty("allowed").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_namespace_that_ends_takes_its_networks_with_it()
    {
        await using var webhook = await WebhookUnderTest.StartAsync(api => api.Put(
            "/api/v1/namespaces/red",
            new JsonObject { ["metadata"] = new JsonObject { ["deletionTimestamp"] = "2026-01-01T00:00:00Z" } }));

        (await SendAsync(webhook, Deletion(pods: 3, "red/web-1"))).GetProperty("allowed").GetBoolean().ShouldBeTrue();
        var byController = Deletion(pods: 3, "red/web-1");
        byController["request"]!["userInfo"]!["username"] = "system:serviceaccount:kube-system:namespace-controller";
        byController["request"]!["namespace"] = "other";
        (await SendAsync(webhook, byController)).GetProperty("allowed").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("gone")]
    [InlineData("ending")]
    [InlineData("detached")]
    public async Task Pods_that_use_it_no_more_do_not_count_though_the_status_is_behind(string how)
    {
        await using var webhook = await WebhookUnderTest.StartAsync(api =>
        {
            api.Put("/api/v1/namespaces/red", []);
            if (how != "gone")
            {
                var pod = Pod(how == "detached" ? "[]" : Attached);
                pod["metadata"]!["deletionTimestamp"] = how == "ending" ? "2026-01-01T00:00:00Z" : null;
                api.Put("/api/v1/namespaces/red/pods/web-1", pod);
            }
        });

        (await SendAsync(webhook, Deletion(pods: 1, "red/web-1"))).GetProperty("allowed").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Without_an_answer_from_the_API_server_it_is_deleted_with_a_warning()
    {
        await using var webhook = await WebhookUnderTest.StartAsync(
            api => api.OtherFault = context =>
            {
                context.Response.StatusCode = 500;
                return Task.CompletedTask;
            });

        var response = await SendAsync(webhook, Deletion(pods: 1, "red/web-1"));

        response.GetProperty("allowed").GetBoolean().ShouldBeTrue();
        response.GetProperty("warnings")[0].GetString()!
            .ShouldContain("network red/blue is deleted although its status lists 1 pod, because");
    }

    [Fact]
    public async Task Other_operations_are_ignored()
    {
        await using var webhook = await WebhookUnderTest.StartAsync();
        var review = Deletion(pods: 3, "red/web-1");
        review["request"]!["operation"] = "UPDATE";

        (await SendAsync(webhook, review)).GetProperty("allowed").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"status":{"pods":2,"usedBy":["default/p"]}}""")]
    [InlineData("""{"metadata":{"namespace":"","name":"net"},"status":{"pods":2}}""")]
    [InlineData("""{"metadata":{"namespace":"default","name":"../../secrets"},"status":{"pods":2}}""")]
    public async Task A_network_with_a_name_that_the_API_server_does_not_accept_is_ignored(string network)
    {
        await using var webhook = await WebhookUnderTest.StartAsync();
        using var http = webhook.Connect();
        var review = Review.Of(null);
        review["request"]!["operation"] = "DELETE";
        review["request"]!["oldObject"] = System.Text.Json.Nodes.JsonNode.Parse(network);
        review["request"]!["resource"] = new System.Text.Json.Nodes.JsonObject
        {
            ["group"] = "k8s.cni.cncf.io",
            ["version"] = "v1",
            ["resource"] = "network-attachment-definitions",
        };

        var response = await Review.SendAsync(http, review, "/validate/network-deletions");

        response.GetProperty("allowed").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Deletions_are_counted_by_outcome()
    {
        await using var webhook = await WebhookUnderTest.StartAsync(api =>
        {
            api.Put("/api/v1/namespaces/red", []);
            api.Put("/api/v1/namespaces/red/pods/web-1", Pod(Attached));
        });
        await SendAsync(webhook, Deletion(pods: 0));
        await SendAsync(webhook, Deletion(pods: 1, "red/web-1"));

        var (_, text) = await webhook.GetHealthAsync("metrics");

        text.ShouldContain("ramus_webhook_reviews_total{outcome=\"deletable_network\"} 1\n");
        text.ShouldContain("ramus_webhook_reviews_total{outcome=\"refused_network_in_use\"} 1\n");
        text.ShouldContain("ramus_webhook_review_duration_seconds_count 2\n");
    }

    [Fact]
    public async Task A_network_of_an_exempt_namespace_is_kept_too()
    {
        await using var webhook = await WebhookUnderTest.StartAsync(api => api.Put("/api/v1/namespaces/red", []));
        var review = Deletion(pods: 3);
        review["request"]!["namespace"] = "kube-system";

        (await SendAsync(webhook, review)).GetProperty("status").GetProperty("code").GetInt32().ShouldBe(409);
    }

    [Theory]
    [InlineData("blue", "{}")]
    [InlineData(null, "{}")]
    [InlineData("red/green", "{}")]
    [InlineData("red/blue", """{"use": {}}""")]
    [InlineData("red/blue", """{"use": {"grants": [{"namespaces": ["other"], "networks": ["red/blue"]}]}}""")]
    public async Task Another_tenants_pod_that_only_says_that_it_uses_the_network_does_not_keep_it(
        string? selects, string policy)
    {
        await using var webhook = await StartAsync(policy, selects);

        (await SendAsync(webhook, Deletion(pods: 1, "evil/web-1"))).GetProperty("allowed").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("red/blue", "{}")]
    [InlineData("red/blue", """{"use": {"grants": [{"namespaces": ["evil"], "networks": ["red/*"]}]}}""")]
    public async Task A_pod_of_another_namespace_that_may_use_it_keeps_it(string selects, string policy)
    {
        await using var webhook = await StartAsync(policy, selects);

        Review.Refusal(await SendAsync(webhook, Deletion(pods: 1, "evil/web-1"))).ShouldContain("evil/web-1");
    }

    [Theory]
    [InlineData("backup", true)]
    [InlineData("default", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public async Task A_pod_keeps_a_network_of_some_service_accounts_only_with_such_an_account(
        string? account, bool keeps)
    {
        const string policy = """
            {"use": {"grants": [
              {"namespaces": ["evil"], "networks": ["red/blue"], "serviceAccounts": ["backup"]}]}}
            """;
        await using var webhook = await StartAsync(policy, "red/blue", account: account);

        (await SendAsync(webhook, Deletion(pods: 1, "evil/web-1"))).GetProperty("allowed").GetBoolean()
            .ShouldBe(!keeps);
    }

    [Fact]
    public async Task Namespace_isolation_counts_like_the_policy()
    {
        await using var webhook = await StartAsync("{}", "red/blue", NetworkUse.OfSettings(true, "default"));

        (await SendAsync(webhook, Deletion(pods: 1, "evil/web-1"))).GetProperty("allowed").GetBoolean().ShouldBeTrue();
    }

    public void Dispose() => directory.Delete(recursive: true);

    private Task<WebhookUnderTest> StartAsync(
        string policy, string? selects, NetworkUse? isolation = null, string? account = null)
    {
        var file = Path.Combine(directory.FullName, "policy.json");
        File.WriteAllText(file, policy);
        var pod = Pod(Attached);
        pod["metadata"]!["annotations"]!["k8s.v1.cni.cncf.io/networks"] = selects;
        pod["spec"] = new JsonObject { ["serviceAccountName"] = account };
        return WebhookUnderTest.StartAsync(
            api =>
            {
                api.Put("/api/v1/namespaces/red", []);
                api.Put("/api/v1/namespaces/evil/pods/web-1", pod);
            },
            WebhookUnderTest.Options with
            {
                PolicyFile = file,
                Isolation = isolation ?? NetworkUse.Everything,
            });
    }

    private static JsonObject Pod(string status) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["annotations"] = new JsonObject
            {
                ["k8s.v1.cni.cncf.io/networks"] = "blue",
                ["k8s.v1.cni.cncf.io/network-status"] = status,
            },
        },
    };

    private static JsonObject Deletion(int? pods, params string[] usedBy)
    {
        var review = Review.Of(null, "red");
        review["request"]!["operation"] = "DELETE";
        review["request"]!["resource"] = new JsonObject
        {
            ["group"] = "k8s.cni.cncf.io",
            ["version"] = "v1",
            ["resource"] = "network-attachment-definitions",
        };
        review["request"]!["oldObject"] = new JsonObject
        {
            ["metadata"] = new JsonObject { ["namespace"] = "red", ["name"] = "blue" },
            ["status"] = new JsonObject
            {
                ["pods"] = pods,
                ["usedBy"] = new JsonArray([.. usedBy.Select(pod => (JsonNode)pod)]),
            },
        };
        return review;
    }

    private static async Task<JsonElement> SendAsync(WebhookUnderTest webhook, JsonObject review)
    {
        using var http = webhook.Connect();
        using var content = WebhookUnderTest.Json(review.ToJsonString());
        using var answer = await http.PostAsync(
            "/validate/network-deletions", content, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
            .RootElement.GetProperty("response");
    }
}
