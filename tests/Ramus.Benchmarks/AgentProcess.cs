using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Ramus.Benchmarks;

/// <summary>The native node agent, at work for a node that is a directory and an API server without TLS.</summary>
internal sealed class AgentProcess : IDisposable
{
    private readonly Process process;

    private AgentProcess(Process process)
    {
        this.process = process;
    }

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

    internal static AgentProcess Start(string agent, string ramus, string root, string state, int port)
    {
        Directory.CreateDirectory($"{root}/net.d");
        File.WriteAllText(
            $"{root}/net.d/10-bridge.conflist", """{"cniVersion":"1.0.0","name":"cbr0","plugins":[{"type":"bridge"}]}""");
        File.WriteAllText($"{root}/kubeconfig", $$$"""
            apiVersion: v1
            kind: Config
            current-context: bench
            clusters: [{name: bench, cluster: {server: "http://127.0.0.1:{{{port}}}"}}]
            users: [{name: bench, user: {token: none}}]
            contexts: [{name: bench, context: {cluster: bench, user: bench}}]
            """);
        string[] arguments =
        [
            "agent", "--node-name", "bench", "--conf-dir", $"{root}/net.d", "--bin-dir", root, "--state-dir", state,
            "--socket", $"{root}/run/node.sock", "--kubelet-dir", root, "--files-dir", $"{root}/files", "--plugin", ramus,
            "--kubeconfig", $"{root}/kubeconfig", "--log-level", "Warning",
            "--health-port", FreePort().ToString(CultureInfo.InvariantCulture),
        ];
        return new AgentProcess(Process.Start(new ProcessStartInfo(agent, arguments))!);
    }

    private long Kilobytes(string key)
    {
        var line = File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith(key + ":", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
