namespace Ramus.Operator.Webhook;

/// <summary>The issuer of the webhook's certificate.</summary>
internal enum CertificateSource
{
    /// <summary>The operator issues it.</summary>
    Operator,

    /// <summary>cert-manager issues it, and its CA injector puts the CA bundle into the registrations.</summary>
    CertManager,

    /// <summary>
    /// An administrator puts tls.crt, tls.key and ca.crt into the Secret; the operator only registers ca.crt.
    /// </summary>
    Secret,
}
