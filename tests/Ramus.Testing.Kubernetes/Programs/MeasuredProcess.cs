using System.Diagnostics;
using System.Globalization;

namespace Ramus.Testing.Kubernetes.Programs;

/// <summary>A Ramus program that works with an API server without TLS; killed when disposed.</summary>
public class MeasuredProcess(string program, IEnumerable<string> arguments) : IDisposable
{
    private readonly Process process = Process.Start(new ProcessStartInfo(program, arguments)
    {
        // A variable, not an argument: compared builds may be older than the option.
        Environment = { ["RAMUS_PROMETHEUS_PORT"] = "0" },
    })!;

    /// <summary>The current memory use in MiB.</summary>
    public double Resident => Kilobytes("VmRSS") / 1024.0;

    /// <summary>The peak memory use in MiB.</summary>
    public double Peak => Kilobytes("VmHWM") / 1024.0;

    /// <summary>The processor time used so far.</summary>
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

    private long Kilobytes(string key)
    {
        var line = File.ReadLines($"/proc/{process.Id}/status")
            .First(line => line.StartsWith(key + ":", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
