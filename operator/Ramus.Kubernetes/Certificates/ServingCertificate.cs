namespace Ramus.Kubernetes.Certificates;

/// <summary>A TLS server's certificate and private key, as PEM.</summary>
public sealed record ServingCertificate(string CertificatePem, string PrivateKeyPem);
