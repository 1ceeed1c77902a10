using Ramus.Contract.Admission;

namespace Ramus.Operator.Webhook;

/// <summary>The cluster's facts that the registrations depend on, besides the settings and the certificate.</summary>
internal sealed record RegistrationFacts
{
    /// <summary>The defaults: no matchConditions, nothing injected, the webhook exists.</summary>
    public static RegistrationFacts None { get; } = new();

    /// <summary>Whether the API server supports matchConditions.</summary>
    public bool HasMatchConditions { get; init; }

    /// <summary>
    /// Whether pods of kube-system or of Ramus' own namespace reach the webhook: before Kubernetes 1.21 a namespace has
    /// no label with its name, and only the opt-out label excludes its pods.
    /// </summary>
    public bool ReachesSystem { get; init; }

    /// <summary>The webhook's injection settings.</summary>
    public InjectionSettings Injection { get; init; } = InjectionSettings.Default;

    /// <summary>
    /// Whether the webhook was removed on purpose: its Deployment is missing, being deleted, or has no replicas.
    /// </summary>
    public bool IsWebhookGone { get; init; }

    /// <summary>The uid of the ClusterRole that owns the registrations, so that they are deleted with Ramus.</summary>
    public string? OwnerUid { get; init; }
}
