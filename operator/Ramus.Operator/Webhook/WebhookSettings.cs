using Ramus.Contract.Admission;

namespace Ramus.Operator.Webhook;

/// <summary>The settings for the webhook's certificate and its registrations.</summary>
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
    /// The webhook's Deployment; while it is missing or has no replicas, the failure policy is Ignore. Empty: not
    /// checked.
    /// </summary>
    public string Deployment { get; init; } = Installation.Webhook;

    /// <summary>The ConfigMap with the webhook's injection settings.</summary>
    public string SettingsName { get; init; } = Installation.Webhook;

    /// <summary>The ClusterRole that owns the registrations, so that they are deleted with it.</summary>
    public string OwnerClusterRole { get; init; } = Installation.Operator;

    /// <summary>Every DNS name of the webhook's Service; the API server uses the first one.</summary>
    internal IReadOnlyList<string> ServerNames =>
    [
        $"{Service}.{Namespace}.svc",
        $"{Service}.{Namespace}.svc.cluster.local",
        $"{Service}.{Namespace}",
        Service,
    ];

    /// <summary>
    /// Names that the certificate must have: all of them when the operator issues it, else only the API server's.
    /// </summary>
    internal IReadOnlyList<string> RequiredNames =>
        CertificateSource == CertificateSource.Operator ? ServerNames : [ServerNames[0]];
}
