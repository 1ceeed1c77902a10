using Ramus.Kubernetes.Watching;
using Ramus.Webhook.Certificates;
using Ramus.Webhook.Networks;
using Ramus.Webhook.Settings;

namespace Ramus.Webhook.Hosting;

/// <summary>Whether reviews should be sent here, and if not, why not.</summary>
internal sealed class Readiness(
    CertificateStore certificates, ClientAuthority clients, Reflector<CachedNetwork> networks,
    SettingsWatch settings)
{
    private volatile bool draining;

    public void Drain() => draining = true;

    public string? Shutdown => draining ? "stopping" : null;

    public string? Certificate => certificates.NotReadyReason ?? clients.NotReadyReason;

    public string? Networks => networks.NotReadyReason;

    /// <summary>Without them pods would lack what the settings inject.</summary>
    public string? Settings => settings.NotReadyReason;

    /// <summary>All reasons together; null when ready.</summary>
    public string? Reason
    {
        get
        {
            string?[] reasons = [Shutdown, Certificate, Networks, Settings];
            var given = string.Join("; ", reasons.Where(static reason => reason is not null));
            return given.Length == 0 ? null : given;
        }
    }
}
