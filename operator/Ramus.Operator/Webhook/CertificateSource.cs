namespace Ramus.Operator.Webhook;

/// <summary>Who makes the webhook's certificate.</summary>
internal enum CertificateSource
{
    /// <summary>The operator does.</summary>
    Operator,

    /// <summary>cert-manager does, and its injector puts the authority into the registrations.</summary>
    CertManager,

    /// <summary>
    /// Somebody puts tls.crt, tls.key and ca.crt into the secret; the operator only registers ca.crt.
    /// </summary>
    Secret,
}
