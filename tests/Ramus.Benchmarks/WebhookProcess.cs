using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ramus.Kubernetes;

namespace Ramus.Benchmarks;

/// <summary>The native webhook, at work for an API server without TLS, with a certificate made for it.</summary>
internal sealed class WebhookProcess : IDisposable
{
    private readonly Process process;

    private WebhookProcess(Process process, int port, int healthPort)
    {
        this.process = process;
        Address = new Uri($"https://127.0.0.1:{port}");
        Health = new Uri($"http://127.0.0.1:{healthPort}/readyz");
    }

    internal Uri Address { get; }

    internal Uri Health { get; }

    /// <summary>MiB of memory that it has now.</summary>
    internal double Resident => Kilobytes("VmRSS") / 1024.0;

    /// <summary>MiB of memory that it had at most.</summary>
    internal double Peak => Kilobytes("VmHWM") / 1024.0;

    internal bool HasExited => process.HasExited;

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    internal static WebhookProcess Start(string webhook, string directory, int port)
    {
        using var authority = CertificateAuthority.Create("bench", TimeSpan.FromDays(1));
        var serving = authority.IssueServing(["127.0.0.1"], TimeSpan.FromDays(1));
        File.WriteAllText($"{directory}/tls.crt", serving.CertificatePem);
        File.WriteAllText($"{directory}/tls.key", serving.PrivateKeyPem);
        File.WriteAllText($"{directory}/kubeconfig", $$$"""
            apiVersion: v1
            kind: Config
            current-context: bench
            clusters: [{name: bench, cluster: {server: "http://127.0.0.1:{{{port}}}"}}]
            users: [{name: bench, user: {token: none}}]
            contexts: [{name: bench, context: {cluster: bench, user: bench}}]
            """);
        var (own, health) = (FreePort(), FreePort());
        string[] arguments =
        [
            "--bind-address", "127.0.0.1", "--port", Text(own), "--health-port", Text(health), "--certificate-directory",
            directory, "--kubeconfig", $"{directory}/kubeconfig", "--own-namespace", "ramus-system", "--drain", "0s",
            "--log-level", "Warning",
        ];
        return new WebhookProcess(Process.Start(new ProcessStartInfo(webhook, arguments))!, own, health);
    }

    private long Kilobytes(string key)
    {
        var line = File.ReadLines($"/proc/{process.Id}/status")
            .First(line => line.StartsWith(key + ":", StringComparison.Ordinal));
        return long.Parse(
            line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
