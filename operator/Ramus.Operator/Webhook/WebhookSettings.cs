namespace Ramus.Operator;

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

    /// <summary>Every name under which the webhook may be called; the first is the API server's.</summary>
    internal IReadOnlyList<string> ServerNames =>
    [
        $"{Service}.{Namespace}.svc",
        $"{Service}.{Namespace}.svc.cluster.local",
        $"{Service}.{Namespace}",
        Service,
    ];
}
