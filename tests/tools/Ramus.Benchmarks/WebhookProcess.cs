using Ramus.Kubernetes.Certificates;
using Ramus.Testing;
using Ramus.Testing.Kubernetes.Programs;

namespace Ramus.Benchmarks;

/// <summary>The native webhook, with a certificate created for it.</summary>
internal sealed class WebhookProcess(string webhook, IEnumerable<string> arguments, int port, int healthPort)
    : MeasuredProcess(webhook, arguments)
{
    internal Uri Address { get; } = new($"https://127.0.0.1:{port}");

    internal Uri Health { get; } = new($"http://127.0.0.1:{healthPort}/readyz");

    internal static WebhookProcess Start(string webhook, string directory, int apiPort)
    {
        using var authority = CertificateAuthority.Create("bench", TimeSpan.FromDays(1));
        var serving = authority.IssueServing(["127.0.0.1"], TimeSpan.FromDays(1));
        File.WriteAllText($"{directory}/tls.crt", serving.CertificatePem);
        File.WriteAllText($"{directory}/tls.key", serving.PrivateKeyPem);
        var (port, healthPort) = (FreePort.Take(), FreePort.Take());
        return new WebhookProcess(
            webhook,
            [
                "--bind-address", "127.0.0.1", $"--port={port}", $"--health-port={healthPort}",
                "--certificate-directory", directory, "--kubeconfig", WriteKubeconfig(directory, apiPort),
                "--own-namespace", "ramus-system", "--drain", "0s", "--log-level", "Warning",
            ],
            port,
            healthPort);
    }
}
