using System.Text.Json.Nodes;
using Ramus.Contract.Admission;
using Ramus.Contract.Network;
using Ramus.Contract.Selection;

namespace Ramus.Operator.Webhook;

/// <summary>The ValidatingWebhookConfiguration that we want. Pure.</summary>
internal static class ValidatingRegistration
{
    internal static JsonObject Wanted(WebhookSettings settings, string? caBundlePem, RegistrationFacts facts) => new()
    {
        ["apiVersion"] = "admissionregistration.k8s.io/v1",
        ["kind"] = "ValidatingWebhookConfiguration",
        ["metadata"] = WebhookRegistration.Metadata(settings, facts),
        ["webhooks"] = facts.HasMatchConditions
            ? new JsonArray(
                Networks(settings, caBundlePem, facts), Deletions(settings, caBundlePem),
                PodHints(settings, caBundlePem, facts), WorkloadHints(settings, caBundlePem))
            : new JsonArray(Networks(settings, caBundlePem, facts), Deletions(settings, caBundlePem)),
    };

    // Only warnings depend on it, so a pod must never wait long or fail because of it. Without match conditions, the
    // mutating webhook receives every pod and gives the warnings.
    private static JsonObject PodHints(WebhookSettings settings, string? caBundlePem, RegistrationFacts facts)
    {
        var webhook = Webhook(
            settings, caBundlePem, WebhookNames.PodHints, WebhookPaths.PodHints, "Ignore", "CREATE");
        webhook["rules"] = WebhookRegistration.PodRules();
        webhook["timeoutSeconds"] = 1;
        webhook["matchConditions"] = MatchConditions.PodHints(facts.Injection);
        return webhook;
    }

    // Pods of a workload are created by its controller, so the user never sees a warning about the pod.
    private static JsonObject WorkloadHints(WebhookSettings settings, string? caBundlePem)
    {
        var webhook = Webhook(
            settings, caBundlePem, WebhookNames.WorkloadHints, WebhookPaths.WorkloadHints, "Ignore", "CREATE",
            "UPDATE");
        webhook["rules"] = new JsonArray([.. Workload.All.GroupBy(static workload => workload.Group)
            .Select(static group => (JsonNode)new JsonObject
            {
                ["operations"] = new JsonArray("CREATE", "UPDATE"),
                ["apiGroups"] = new JsonArray(group.Key),
                ["apiVersions"] = new JsonArray("*"),
                ["resources"] = new JsonArray([.. group.Select(static workload => (JsonNode)workload.Plural)]),
                ["scope"] = "Namespaced",
            })]);
        webhook["timeoutSeconds"] = 1;
        webhook["matchConditions"] = MatchConditions.WorkloadHints();
        return webhook;
    }

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

    // The guard only prevents accidents, so a deletion must not fail because the webhook does not answer.
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
