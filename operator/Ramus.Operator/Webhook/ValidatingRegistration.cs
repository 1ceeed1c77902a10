using System.Text.Json.Nodes;

namespace Ramus.Operator.Webhook;

/// <summary>The ValidatingWebhookConfiguration that we want. Pure.</summary>
internal static class ValidatingRegistration
{
    internal const string NetworksName = "networks.webhook.ramus.dev";
    internal const string DeletionsName = "network-deletions.webhook.ramus.dev";

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
            settings, caBundlePem, NetworksName, "/validate/networks", policy, "CREATE", "UPDATE");
        if (facts.HasMatchConditions)
        {
            webhook["matchConditions"] = MatchConditions.Networks();
        }

        return webhook;
    }

    // A guard against accidents only: without an answer things go on, whatever the policy for pods is.
    private static JsonObject Deletions(WebhookSettings settings, string? caBundlePem) =>
        Webhook(settings, caBundlePem, DeletionsName, "/validate/network-deletions", "Ignore", "DELETE");

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
                ["apiGroups"] = new JsonArray("k8s.cni.cncf.io"),
                ["apiVersions"] = new JsonArray("*"),
                ["resources"] = new JsonArray("network-attachment-definitions"),
                ["scope"] = "Namespaced",
            }),
            ["failurePolicy"] = failurePolicy,
            ["sideEffects"] = "None",
            ["timeoutSeconds"] = settings.TimeoutSeconds,
            ["namespaceSelector"] = new JsonObject
            {
                ["matchExpressions"] = new JsonArray(
                WebhookRegistration.NotIn("kubernetes.io/metadata.name", "kube-system", settings.Namespace),
                WebhookRegistration.NotIn(WebhookRegistration.OptOutLabel, "disabled")),
            },
        };
}
