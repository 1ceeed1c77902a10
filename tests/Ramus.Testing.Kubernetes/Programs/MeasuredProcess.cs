using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Ramus.Testing.Kubernetes.Programs;

/// <summary>A program of ours, at work for an API server without TLS; ended when disposed.</summary>
public class MeasuredProcess(string program, IEnumerable<string> arguments) : IDisposable
{
    private readonly Process process = Process.Start(new ProcessStartInfo(program, arguments)
    {
        // Not as an argument: builds that are compared may be older than the option.
        Environment = { ["RAMUS_PROMETHEUS_PORT"] = "0" },
    })!;

    /// <summary>MiB of memory that it has now.</summary>
    public double Resident => Kilobytes("VmRSS") / 1024.0;

    /// <summary>MiB of memory that it had at most.</summary>
    public double Peak => Kilobytes("VmHWM") / 1024.0;

    /// <summary>Processor time that it took so far.</summary>
    public TimeSpan Worked
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public bool HasExited => process.HasExited;

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Writes a kubeconfig for the API server on <paramref name="port"/>; returns its path.</summary>
    protected static string WriteKubeconfig(string directory, int port)
    {
        var path = $"{directory}/kubeconfig";
        File.WriteAllText(path, $$$"""
            apiVersion: v1
            kind: Config
            current-context: bench
            clusters: [{name: bench, cluster: {server: "http://127.0.0.1:{{{port}}}"}}]
            users: [{name: bench, user: {token: none}}]
            contexts: [{name: bench, context: {cluster: bench, user: bench}}]
            """);
        return path;
    }

    protected static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }

    private long Kilobytes(string key)
    {
        var line = File.ReadLines($"/proc/{process.Id}/status")
            .First(line => line.StartsWith(key + ":", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
