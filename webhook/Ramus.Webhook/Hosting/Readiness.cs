using Ramus.Kubernetes;
using Ramus.Webhook.Certificates;
using Ramus.Webhook.Networks;

namespace Ramus.Webhook.Hosting;

/// <summary>Whether reviews should be sent here, and if not, why not.</summary>
internal sealed class Readiness(CertificateStore certificates, Reflector<KnownNetwork> networks)
{
    private volatile bool draining;

    public void Drain() => draining = true;

    public string? Shutdown => draining ? "stopping" : null;

    public string? Certificate => certificates.NotReadyReason;

    public string? Networks => networks.NotReadyReason;

    /// <summary>All reasons together; null when ready.</summary>
    public string? Reason
    {
        get
        {
            string?[] reasons = [Shutdown, Certificate, Networks];
            var given = string.Join("; ", reasons.Where(static reason => reason is not null));
            return given.Length == 0 ? null : given;
        }
    }
}
