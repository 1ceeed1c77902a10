using System.Text.Json;
using System.Text.Json.Nodes;
using Ramus.Webhook.Tests.Serving;

namespace Ramus.Webhook.Tests.Networks;

/// <summary>Changes of a network that pods use, and annotations without an effect.</summary>
public sealed partial class NetworkReviewTests
{
    public static TheoryData<string, string?, string?, bool> Changes { get; } = new()
    {
        // The new configuration, an annotation before and after the update, and whether pods would get another network.
        { """{"cniVersion":"1.0.0","type":"macvlan","master":"eth2"}""", null, null, true },
        { """{"cniVersion":"1.0.0","type":"macvlan","master":"eth1","mtu":1400}""", null, null, true },
        { "{ \"master\": \"eth1\", \"type\": \"macvlan\",\n \"cniVersion\": \"1.0.0\" }", null, null, false },
        { Good, null, "k8s.v1.cni.cncf.io/resourceName=intel.com/sriov", true },
        { Good, "k8s.v1.cni.cncf.io/resourceName=intel.com/sriov", null, true },
        { Good, null, "ramus.dev/render=node", true },
        { Good, null, "ramus.dev/ignore-warnings=name-differs", false },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_change_of_a_network_in_use_is_told_with_the_number_of_pods(
        string config, string? before, string? after, bool isChange)
    {
        await using var webhook = await WebhookUnderTest.StartAsync();
        var review = ChangeTo(config, pods: 5, "shop/web-1", "shop/web-2");
        Annotate(review, "oldObject", before);
        Annotate(review, "object", after);

        var response = await SendAsync(webhook, review);

        response.GetProperty("allowed").GetBoolean().ShouldBeTrue();
        Warnings(response).Count(warning => warning
            == "network default/net is in use by 5 pods (shop/web-1, shop/web-2, …): running pods keep their "
            + "interfaces, and get this configuration when they are recreated").ShouldBe(isChange ? 1 : 0);
    }

    [Fact]
    public async Task A_change_of_an_unused_network_passes_without_a_word()
    {
        await using var webhook = await WebhookUnderTest.StartAsync();

        var response = await SendAsync(webhook, ChangeTo(Good.Replace("eth1", "eth2"), pods: 0));

        Warnings(response).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ramus.dev/allow-changes=false", 1, true)]
    [InlineData("ramus.dev/allow-changes=true", 1, false)]
    [InlineData("ramus.dev/allow-changes=false", 0, false)]
    [InlineData(null, 1, false)]
    public async Task A_network_can_refuse_changes_while_pods_use_it(string? annotation, int pods, bool isRefused)
    {
        await using var webhook = await WebhookUnderTest.StartAsync();
        var review = ChangeTo(Good.Replace("eth1", "eth2"), pods, "shop/web-1");
        Annotate(review, "oldObject", annotation);

        var response = await SendAsync(webhook, review);

        response.GetProperty("allowed").GetBoolean().ShouldBe(!isRefused);
        if (isRefused)
        {
            response.GetProperty("status").GetProperty("code").GetInt32().ShouldBe(409);
            Review.Refusal(response).ShouldBe(
                "network default/net is in use by 1 pod (shop/web-1), and its annotation ramus.dev/allow-changes "
                + "refuses changes of its configuration. Delete the pods first, or allow changes: kubectl -n default "
                + "annotate net-attach-def net ramus.dev/allow-changes-");
        }
    }

    [Fact]
    public async Task The_annotation_cannot_be_removed_together_with_the_change()
    {
        await using var webhook = await WebhookUnderTest.StartAsync();
        var review = ChangeTo(Good.Replace("eth1", "eth2"), pods: 1, "shop/web-1");
        Annotate(review, "oldObject", "ramus.dev/allow-changes=false");
        Annotate(review, "object", "ramus.dev/allow-changes=true");

        Review.Refusal(await SendAsync(webhook, review)).ShouldContain("is in use by 1 pod");
    }

    [Theory]
    [InlineData("k8s.v1.cni.cncf.io/resourcename=intel.com/sriov", "did you mean k8s.v1.cni.cncf.io/resourceName?")]
    [InlineData("k8s.v1.cni.cncf.io/networks=a", "has no effect on a network: it belongs on a pod")]
    [InlineData("ramus.dev/allow-delete=true", "is unknown and has no effect")]
    public async Task A_misspelt_annotation_of_a_network_is_told(string annotation, string warning)
    {
        await using var webhook = await WebhookUnderTest.StartAsync();
        var review = OfNetwork(Good);
        Annotate(review, "object", annotation);

        Warnings(await SendAsync(webhook, review)).ShouldHaveSingleItem().ShouldContain(warning);
    }

    private static JsonObject ChangeTo(string config, int pods, params string[] usedBy)
    {
        var review = OfNetwork(config);
        review["request"]!["operation"] = "UPDATE";
        var before = OfNetwork(Good)["request"]!["object"]!.DeepClone();
        before["status"] = new JsonObject
        {
            ["pods"] = pods,
            ["usedBy"] = new JsonArray([.. usedBy.Select(pod => (JsonNode)pod)]),
        };
        review["request"]!["oldObject"] = before;
        return review;
    }

    private static void Annotate(JsonObject review, string version, string? annotation)
    {
        if (annotation?.Split('=', 2) is [var key, var value])
        {
            Annotate(review, version, key, value);
        }
    }

    private static List<string> Warnings(JsonElement response) =>
        response.TryGetProperty("warnings", out var warnings)
            ? [.. warnings.EnumerateArray().Select(warning => warning.GetString()!)]
            : [];
}
