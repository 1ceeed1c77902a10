using Ramus.Kubernetes.Health;
using Ramus.Kubernetes.Watching;
using Ramus.Webhook.Certificates;
using Ramus.Webhook.Networks;
using Ramus.Webhook.Settings;

namespace Ramus.Webhook.Hosting;

/// <summary>Whether this replica can answer reviews, and if not, why.</summary>
internal sealed class Readiness(
    CertificateStore certificates, ClientAuthority clients, Reflector<CachedNetwork> networks,
    SettingsWatch settings)
{
    private volatile bool draining;

    public void Drain() => draining = true;

    /// <summary>Whether the program is about to stop.</summary>
    public bool IsDraining => draining;

    /// <summary>The checks of /readyz. Settings must be known, because pods must not miss their injections.</summary>
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

    /// <summary>The reasons of all failed checks; null when ready.</summary>
    public string? Reason
    {
        get
        {
            var given = string.Join("; ", Checks.Select(static check => check.Reason()).OfType<string>());
            return given.Length == 0 ? null : given;
        }
    }
}
