using System.Text.Json.Nodes;

namespace Ramus.Operator;

/// <summary>The ValidatingWebhookConfiguration that we want. Pure.</summary>
internal static class ValidatingRegistration
{
    internal const string DeletionsName = "network-deletions.webhook.ramus.dev";

    internal static JsonObject Wanted(WebhookSettings settings, string caBundlePem) => new()
    {
        ["apiVersion"] = "admissionregistration.k8s.io/v1",
        ["kind"] = "ValidatingWebhookConfiguration",
        ["metadata"] = new JsonObject
        {
            ["name"] = settings.Configuration,
            ["labels"] = new JsonObject { ["app.kubernetes.io/managed-by"] = OperatorNames.FieldManager },
        },
        ["webhooks"] = new JsonArray(Deletions(settings, caBundlePem)),
    };

    private static JsonObject Deletions(WebhookSettings settings, string caBundlePem) => new()
    {
        ["name"] = DeletionsName,
        ["admissionReviewVersions"] = new JsonArray("v1"),
        ["clientConfig"] = WebhookRegistration.ClientConfig(settings, caBundlePem, "/validate/network-deletions"),
        ["rules"] = new JsonArray(new JsonObject
        {
            ["operations"] = new JsonArray("DELETE"),
            ["apiGroups"] = new JsonArray("k8s.cni.cncf.io"),
            ["apiVersions"] = new JsonArray("*"),
            ["resources"] = new JsonArray("network-attachment-definitions"),
            ["scope"] = "Namespaced",
        }),

        // A guard against accidents only: without an answer things go on, whatever the policy for pods is.
        ["failurePolicy"] = "Ignore",
        ["sideEffects"] = "None",
        ["timeoutSeconds"] = settings.TimeoutSeconds,
        ["namespaceSelector"] = new JsonObject
        {
            ["matchExpressions"] = new JsonArray(
                WebhookRegistration.NotIn(WebhookRegistration.OptOutLabel, "disabled")),
        },
    };
}
