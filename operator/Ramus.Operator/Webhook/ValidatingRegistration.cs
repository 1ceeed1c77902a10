using System.Text.Json.Nodes;
using Ramus.Contract.Admission;
using Ramus.Contract.Network;

namespace Ramus.Operator.Webhook;

/// <summary>The ValidatingWebhookConfiguration that we want. Pure.</summary>
internal static class ValidatingRegistration
{
    internal static JsonObject Wanted(WebhookSettings settings, string? caBundlePem, RegistrationFacts facts) => new()
    {
        ["apiVersion"] = "admissionregistration.k8s.io/v1",
        ["kind"] = "ValidatingWebhookConfiguration",
        ["metadata"] = WebhookRegistration.Metadata(settings, facts),
        ["webhooks"] = new JsonArray(
            Networks(settings, caBundlePem, facts), Deletions(settings, caBundlePem)),
    };

    private static JsonObject Networks(WebhookSettings settings, string? caBundlePem, RegistrationFacts facts)
    {
        var policy = WebhookRegistration.FailurePolicy(settings, facts);
        var webhook = Webhook(
            settings, caBundlePem, WebhookNames.Networks, WebhookPaths.Networks, policy, "CREATE", "UPDATE");
        if (facts.HasMatchConditions)
        {
            webhook["matchConditions"] = MatchConditions.Networks();
        }

        return webhook;
    }

    // A guard against accidents only: without an answer things go on, whatever the policy for pods is.
    private static JsonObject Deletions(WebhookSettings settings, string? caBundlePem) =>
        Webhook(
            settings, caBundlePem, WebhookNames.NetworkDeletions, WebhookPaths.NetworkDeletions, "Ignore", "DELETE");

    private static JsonObject Webhook(
        WebhookSettings settings, string? caBundlePem, string name, string path, string failurePolicy,
        params string[] operations) => new()
        {
            ["name"] = name,
            ["admissionReviewVersions"] = new JsonArray("v1"),
            ["clientConfig"] = WebhookRegistration.ClientConfig(settings, caBundlePem, path),
            ["rules"] = new JsonArray(new JsonObject
            {
                ["operations"] = new JsonArray([.. operations.Select(operation => (JsonNode)operation)]),
                ["apiGroups"] = new JsonArray(NetworkResource.Group),
                ["apiVersions"] = new JsonArray("*"),
                ["resources"] = new JsonArray(NetworkResource.Plural),
                ["scope"] = "Namespaced",
            }),
            ["failurePolicy"] = failurePolicy,
            ["sideEffects"] = "None",
            ["timeoutSeconds"] = settings.TimeoutSeconds,
            ["namespaceSelector"] = new JsonObject
            {
                ["matchExpressions"] = new JsonArray(
                WebhookRegistration.NotIn("kubernetes.io/metadata.name", "kube-system", settings.Namespace),
                WebhookRegistration.NotIn(OptOut.Label, OptOut.Disabled)),
            },
        };
}
