using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ramus.Contract.Admission;
using Ramus.Contract.Json;
using Ramus.Operator.Objects;

namespace Ramus.Operator.Webhook;

/// <summary>The MutatingWebhookConfiguration that we want, and its comparison with the present one. Pure.</summary>
internal static class WebhookRegistration
{
    private const string Conditions = "matchConditions";
    private const string InjectFrom = "cert-manager.io/inject-ca-from";

    internal static JsonObject Wanted(WebhookSettings settings, string? caBundlePem, RegistrationFacts facts) => new()
    {
        ["apiVersion"] = "admissionregistration.k8s.io/v1",
        ["kind"] = "MutatingWebhookConfiguration",
        ["metadata"] = Metadata(settings, facts),
        ["webhooks"] = new JsonArray(Webhook(settings, caBundlePem, facts)),
    };

    /// <summary>With the annotation for cert-manager's CA injector, and the owner reference.</summary>
    internal static JsonObject Metadata(WebhookSettings settings, RegistrationFacts facts)
    {
        var metadata = new JsonObject
        {
            ["name"] = settings.Configuration,
            ["labels"] = new JsonObject { [Installation.MakerLabel] = OperatorNames.FieldManager },
        };
        if (settings.CertificateSource == CertificateSource.CertManager)
        {
            metadata["annotations"] = new JsonObject { [InjectFrom] = $"{settings.Namespace}/{settings.Service}" };
        }

        if (facts.OwnerUid is { } uid)
        {
            metadata["ownerReferences"] = new JsonArray(new JsonObject
            {
                ["apiVersion"] = "rbac.authorization.k8s.io/v1",
                ["kind"] = "ClusterRole",
                ["name"] = settings.OwnerClusterRole,
                ["uid"] = uid,
            });
        }

        return metadata;
    }

    /// <summary>
    /// Pods must not wait for a webhook that was removed on purpose, and a webhook that receives the pods of
    /// kube-system must not be able to stop them.
    /// </summary>
    internal static string FailurePolicy(WebhookSettings settings, RegistrationFacts facts) =>
        facts.IsWebhookGone || facts.ReachesSystem ? "Ignore" : settings.FailurePolicy;

    /// <summary>True when the present configuration contains everything that we want; it may contain more.</summary>
    internal static bool IsInPlace(JsonElement? present, JsonObject wanted)
    {
        if (present is not { } element || JsonObject.Create(element) is not { } actual)
        {
            return false;
        }

        // Other clients may add webhooks of their own to the object: ours are found by their names.
        var webhooks = (actual["webhooks"] as JsonArray)?.OfType<JsonObject>().ToList() ?? [];
        return wanted["webhooks"]!.AsArray().All(ours => webhooks.Any(
                webhook => webhook["name"].MeansTheSame(ours!["name"]) && Contains(webhook, ours)
                    // Conditions that we no longer want would hide pods from the webhook.
                    && webhook.ContainsKey(Conditions) == ours!.AsObject().ContainsKey(Conditions)))
            && Contains(actual["metadata"], wanted["metadata"]);
    }

    /// <summary>The CA bundle of the present configuration, as PEM; "" when there is none.</summary>
    internal static string BundleOf(JsonElement? present)
    {
        if (present is not { } element || JsonObject.Create(element) is not { } actual)
        {
            return "";
        }

        var ours = (actual["webhooks"] as JsonArray)?.OfType<JsonObject>()
            .FirstOrDefault(webhook => webhook["name"]?.GetValue<string>() == WebhookNames.Pods);
        var bundle = ours?["clientConfig"]?["caBundle"]?.GetValue<string>() ?? "";
        var bytes = new byte[bundle.Length];
        return Convert.TryFromBase64String(bundle, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length) : "";
    }

    private static JsonObject Webhook(WebhookSettings settings, string? caBundlePem, RegistrationFacts facts)
    {
        var webhook = Everywhere(settings, caBundlePem, FailurePolicy(settings, facts));
        if (facts.HasMatchConditions)
        {
            webhook["matchConditions"] = MatchConditions.Pods(facts.Injection);
        }

        return webhook;
    }

    private static JsonObject Everywhere(WebhookSettings settings, string? caBundlePem, string failurePolicy) => new()
    {
        ["name"] = WebhookNames.Pods,
        ["admissionReviewVersions"] = new JsonArray("v1"),
        ["clientConfig"] = ClientConfig(settings, caBundlePem, WebhookPaths.Pods),
        ["rules"] = PodRules(),
        ["failurePolicy"] = failurePolicy,
        ["sideEffects"] = "None",
        ["timeoutSeconds"] = settings.TimeoutSeconds,

        // Another webhook may add the annotation after ours has run; ours is idempotent.
        ["reinvocationPolicy"] = "IfNeeded",
        ["namespaceSelector"] = new JsonObject
        {
            // Before Kubernetes 1.21 a namespace has no label with its name: there only the opt-out label works.
            ["matchExpressions"] = new JsonArray(
                NotIn("kubernetes.io/metadata.name", "kube-system", settings.Namespace),
                NotIn(OptOut.Label, OptOut.Disabled)),
        },
    };

    /// <summary>The creation of pods.</summary>
    internal static JsonArray PodRules() => new(new JsonObject
    {
        ["operations"] = new JsonArray("CREATE"),
        ["apiGroups"] = new JsonArray(""),
        ["apiVersions"] = new JsonArray("v1"),
        ["resources"] = new JsonArray("pods"),
        ["scope"] = "Namespaced",
    });

    /// <summary>Without a CA bundle when cert-manager's injector adds it.</summary>
    internal static JsonObject ClientConfig(WebhookSettings settings, string? caBundlePem, string path)
    {
        var config = new JsonObject
        {
            ["service"] = new JsonObject
            {
                ["namespace"] = settings.Namespace,
                ["name"] = settings.Service,
                ["path"] = path,
                ["port"] = 443,
            },
        };
        if (caBundlePem is not null)
        {
            config["caBundle"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(caBundlePem));
        }

        return config;
    }

    internal static JsonObject NotIn(string key, params string[] values) => new()
    {
        ["key"] = key,
        ["operator"] = "NotIn",
        ["values"] = new JsonArray([.. values.Select(value => (JsonNode)value)]),
    };

    private static bool Contains(JsonNode? actual, JsonNode? wanted) => wanted switch
    {
        JsonObject fields => actual is JsonObject present
            && fields.All(field => Contains(present[field.Key], field.Value)),
        JsonArray items => actual is JsonArray present && present.Count == items.Count
            && items.Zip(present).All(pair => Contains(pair.Second, pair.First)),
        _ => actual.MeansTheSame(wanted),
    };
}
