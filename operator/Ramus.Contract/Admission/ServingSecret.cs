namespace Ramus.Contract.Admission;

/// <summary>
/// The keys of the Secret with the webhook's certificate, which are file names in its pod. All values are PEM.
/// </summary>
public static class ServingSecret
{
    public const string Certificate = "tls.crt";
    public const string PrivateKey = "tls.key";

    /// <summary>The CA that signed the certificate; the operator writes it into the webhook configurations.</summary>
    public const string Authority = "ca.crt";
}
