using Ramus.Contract.Admission;

namespace Ramus.Operator.Webhook;

/// <summary>What the registrations depend on besides the settings and the certificate.</summary>
internal sealed record RegistrationFacts
{
    /// <summary>Nothing is known: no conditions, nothing injected, the webhook is there.</summary>
    public static RegistrationFacts None { get; } = new();

    /// <summary>Whether the API server has matchConditions.</summary>
    public bool HasMatchConditions { get; init; }

    /// <summary>
    /// Whether pods of kube-system or of Ramus' own namespace reach the webhook: before Kubernetes 1.21 a namespace has
    /// no label with its name, and then only the opt-out label keeps them back.
    /// </summary>
    public bool ReachesSystem { get; init; }

    /// <summary>What is injected into which pods.</summary>
    public InjectionSettings Injection { get; init; } = InjectionSettings.Default;

    /// <summary>Whether there is no webhook, on purpose: its Deployment is gone, ending, or has no replicas.</summary>
    public bool IsWebhookGone { get; init; }

    /// <summary>The uid of the ClusterRole with which the registrations go when Ramus is removed.</summary>
    public string? OwnerUid { get; init; }
}
