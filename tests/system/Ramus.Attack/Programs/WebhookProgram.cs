using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ramus.Kubernetes.Certificates;

namespace Ramus.Attack.Programs;

/// <summary>The native webhook in a group with the memory of the chart; ended when disposed.</summary>
internal sealed class WebhookProgram : IAsyncDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("ramus-attack-");
    private readonly EmptyApi api;
    private readonly MemoryGroup? group;
    private readonly Process process;

    private WebhookProgram(EmptyApi api, string program, long limit)
    {
        this.api = api;
        Limit = limit;
        group = MemoryGroup.Create(limit);
        using var authority = CertificateAuthority.Create("attack", TimeSpan.FromDays(1));
        var serving = authority.IssueServing(["127.0.0.1"], TimeSpan.FromDays(1));
        File.WriteAllText(Path.Combine(directory.FullName, "tls.crt"), serving.CertificatePem);
        File.WriteAllText(Path.Combine(directory.FullName, "tls.key"), serving.PrivateKeyPem);
        process = Process.Start(new ProcessStartInfo(
            "/bin/sh",
            ["-c", "[ -z \"$0\" ] || echo $$ >\"$0\"; exec \"$@\"", group?.Members ?? "", program, .. Arguments()])
        {
            RedirectStandardOutput = true,
        })!;
        // Read, so that it does not wait for its log.
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
    }

    internal int Port { get; } = FreePort();

    internal int HealthPort { get; } = FreePort();

    internal int MetricsPort { get; } = FreePort();

    /// <summary>Bytes of memory that the chart gives it.</summary>
    internal long Limit { get; }

    /// <summary>Bytes of memory that it had at most.</summary>
    internal long Peak
    {
        get
        {
            var line = File.ReadLines($"/proc/{process.Id}/status")
                .First(static line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return 1024 * long.Parse(
                line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
    }

    internal bool HasEnded => process.HasExited;

    internal static async Task<WebhookProgram> StartAsync()
    {
        var program = NativeProgram.Find("ramus-webhook");
        var started = new WebhookProgram(
            await EmptyApi.StartAsync(), program, NativeProgram.MemoryLimit("webhook"));
        await started.ReadyAsync();
        return started;
    }

    /// <summary>As the kubelet asks, with a connection of its own each time.</summary>
    internal async Task<HttpStatusCode> ProbeAsync(string path)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(
            new Uri($"http://127.0.0.1:{HealthPort}/{path}"), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        group?.Dispose();
        await api.DisposeAsync();
        directory.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task ReadyAsync()
    {
        var clock = Stopwatch.StartNew();
        while (!await IsReadyAsync())
        {
            HasEnded.ShouldBeFalse("the webhook ended");
            clock.Elapsed.ShouldBeLessThan(Patience.Limit, "the webhook does not become ready");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            return await ProbeAsync("readyz") == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            // It does not listen yet.
            return false;
        }
    }

    private IEnumerable<string> Arguments()
    {
        var kubeconfig = Path.Combine(directory.FullName, "kubeconfig");
        File.WriteAllText(kubeconfig, $$$"""
            apiVersion: v1
            kind: Config
            current-context: attack
            clusters: [{name: attack, cluster: {server: "{{{api.Address}}}"}}]
            users: [{name: attack, user: {token: none}}]
            contexts: [{name: attack, context: {cluster: attack, user: attack}}]
            """);
        return
        [
            "--bind-address=127.0.0.1", $"--port={Port}", $"--health-port={HealthPort}",
            $"--prometheus-port={MetricsPort}", $"--certificate-directory={directory.FullName}",
            $"--kubeconfig={kubeconfig}", "--own-namespace=ramus-system", "--drain=0s",
        ];
    }
}
