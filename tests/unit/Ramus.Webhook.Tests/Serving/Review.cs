using System.Text.Json;
using System.Text.Json.Nodes;
using Ramus.Contract.Admission;
using Ramus.Contract.Selection;

namespace Ramus.Webhook.Tests.Serving;

/// <summary>AdmissionReviews as an API server writes them.</summary>
internal static class Review
{
    public static JsonObject OfPod(string? networks, string @namespace = "default") => Of(new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Pod",
        ["metadata"] = new JsonObject
        {
            ["generateName"] = "web-",
            ["creationTimestamp"] = null,
            ["annotations"] = networks is null ? null : new JsonObject { [Annotations.Networks] = networks },
        },
        ["spec"] = new JsonObject
        {
            ["containers"] = new JsonArray(new JsonObject { ["name"] = "app", ["resources"] = new JsonObject() }),
        },
    }, @namespace);

    public static JsonObject Of(JsonNode? @object, string @namespace = "default") => new()
    {
        ["kind"] = "AdmissionReview",
        ["apiVersion"] = "admission.k8s.io/v1",
        ["request"] = new JsonObject
        {
            ["uid"] = "705ab4f5-6393-11e8-b7cc-42010a800002",
            ["kind"] = new JsonObject { ["group"] = "", ["version"] = "v1", ["kind"] = "Pod" },
            ["resource"] = new JsonObject { ["group"] = "", ["version"] = "v1", ["resource"] = "pods" },
            ["namespace"] = @namespace,
            ["operation"] = "CREATE",
            ["userInfo"] = new JsonObject { ["username"] = "system:serviceaccount:kube-system:replicaset-controller" },
            ["object"] = @object,
            ["oldObject"] = null,
            ["dryRun"] = false,
        },
    };

    /// <summary>Sends a review, and returns the response.</summary>
    public static async Task<JsonElement> SendAsync(
        HttpClient http, JsonObject review, string path = WebhookPaths.Pods)
    {
        using var content = WebhookUnderTest.Json(review.ToJsonString());
        using var answer = await http.PostAsync(path, content, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return JsonDocument.Parse(text).RootElement.GetProperty("response");
    }

    public static JsonElement Patch(JsonElement response) =>
        JsonDocument.Parse(response.GetProperty("patch").GetBytesFromBase64()).RootElement;

    public static string Refusal(JsonElement response)
    {
        response.GetProperty("allowed").GetBoolean().ShouldBeFalse();
        return response.GetProperty("status").GetProperty("message").GetString()!;
    }
}
