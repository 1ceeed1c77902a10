using Ramus.Kubernetes.Health;
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

    /// <summary>The lines of /readyz. Without the settings pods would lack what these inject.</summary>
    public IReadOnlyList<ReadinessCheck> Checks =>
    [
        new("shutdown", () => draining ? "stopping" : null),
        new("certificate", () => certificates.NotReadyReason ?? clients.NotReadyReason)
        {
            Note = () => certificates.Note,
        },
        new("networks", () => networks.NotReadyReason),
        new("settings", () => settings.NotReadyReason),
    ];

    /// <summary>All reasons together; null when ready.</summary>
    public string? Reason
    {
        get
        {
            var given = string.Join("; ", Checks.Select(static check => check.Reason()).OfType<string>());
            return given.Length == 0 ? null : given;
        }
    }
}
