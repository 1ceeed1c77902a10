namespace Ramus.Contract.Admission;

/// <summary>The keys of the Secret with the webhook's certificate, and files in its pod; all are PEM.</summary>
public static class ServingSecret
{
    public const string Certificate = "tls.crt";
    public const string PrivateKey = "tls.key";

    /// <summary>The authority that signed the certificate; the operator registers it.</summary>
    public const string Authority = "ca.crt";
}
