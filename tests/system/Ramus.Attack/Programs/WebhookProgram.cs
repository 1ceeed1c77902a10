using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Ramus.Kubernetes.Certificates;

namespace Ramus.Attack.Programs;

/// <summary>The native webhook in a control group with the chart's memory limit; killed when disposed.</summary>
internal sealed class WebhookProgram : IAsyncDisposable
{
    private const int LogLines = 50;

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("ramus-attack-");
    private readonly EmptyApi api;
    private readonly MemoryGroup? group;
    private readonly Process process;
    private readonly ConcurrentQueue<string> log = [];

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
        // The log is read, so that the webhook does not block on the pipe.
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
    }

    internal int Port { get; } = FreePort.Take();

    internal int HealthPort { get; } = FreePort.Take();

    internal int MetricsPort { get; } = FreePort.Take();

    /// <summary>The memory limit from the chart, in bytes.</summary>
    internal long Limit { get; }

    /// <summary>The peak memory use in bytes.</summary>
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

    /// <summary>Probes like the kubelet, each time on a new connection.</summary>
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

    private void Keep(string? line)
    {
        if (line is not null && log.Count < LogLines)
        {
            log.Enqueue(line);
        }
    }

    private async Task ReadyAsync()
    {
        var clock = Stopwatch.StartNew();
        while (!await IsReadyAsync())
        {
            HasEnded.ShouldBeFalse("the webhook ended: " + string.Join('\n', log));
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
            // The webhook does not listen yet.
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
