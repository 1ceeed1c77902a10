using Ramus.Contract.Admission;

namespace Ramus.Operator.Webhook;

/// <summary>What the webhook's certificates and its registration are made of.</summary>
internal sealed record WebhookSettings
{
    public required string Namespace { get; init; }

    public required string Service { get; init; }

    public required string Secret { get; init; }

    /// <summary>The MutatingWebhookConfiguration.</summary>
    public required string Configuration { get; init; }

    /// <summary>"Ignore" or "Fail".</summary>
    public required string FailurePolicy { get; init; }

    public required int TimeoutSeconds { get; init; }

    public required TimeSpan CertificateLifetime { get; init; }

    public CertificateSource CertificateSource { get; init; } = CertificateSource.Operator;

    /// <summary>
    /// The webhook's Deployment, without which pods must not wait for it; empty: it is not looked at.
    /// </summary>
    public string Deployment { get; init; } = Installation.Webhook;

    /// <summary>The ConfigMap with what is injected into pods.</summary>
    public string SettingsName { get; init; } = Installation.Webhook;

    /// <summary>The registrations go with this ClusterRole.</summary>
    public string OwnerClusterRole { get; init; } = Installation.Operator;

    /// <summary>Every name under which the webhook may be called; the first is the API server's.</summary>
    internal IReadOnlyList<string> ServerNames =>
    [
        $"{Service}.{Namespace}.svc",
        $"{Service}.{Namespace}.svc.cluster.local",
        $"{Service}.{Namespace}",
        Service,
    ];

    /// <summary>
    /// Names that the certificate must have: of one that somebody else made, the one that the API server uses.
    /// </summary>
    internal IReadOnlyList<string> RequiredNames =>
        CertificateSource == CertificateSource.Operator ? ServerNames : [ServerNames[0]];
}
