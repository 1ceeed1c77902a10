using System.Diagnostics;
using System.Globalization;
using Ramus.Testing.Kubernetes.RealApi;

namespace Ramus.Testing.Kubernetes.Programs;

/// <summary>The operator as a separate process, which can be killed.</summary>
public sealed class OperatorProcess : IDisposable
{
    private readonly Process process;

    private OperatorProcess(Process process) => this.process = process;

    public bool HasExited => process.HasExited;

    public TimeSpan Cpu => process.TotalProcessorTime;

    /// <param name="program">The program; null for the one built with the tests.</param>
    /// <param name="api">The API server.</param>
    /// <param name="user">The user whose credentials the operator gets.</param>
    /// <param name="arguments">Additional options.</param>
    public static OperatorProcess Start(
        ApiServer api, string user, string? program = null, params string[] arguments) =>
        new(Process.Start(new ProcessStartInfo(
            program ?? Path.Combine(AppContext.BaseDirectory, "ramus-operator"),
            [
                "--namespace", "default", "--kubeconfig", api.Kubeconfig(user),
                "--identity", $"{user}-{Guid.NewGuid():N}", "--manage-webhook", "false",
                "--health-port", "0", "--prometheus-port", "0", "--log-level", "Error", .. arguments,
            ]))!);

    /// <summary>
    /// Starts it with its own lease, so that it does not wait until an earlier operator's lease expires.
    /// </summary>
    public static OperatorProcess StartAlone(ApiServer api, string user, params string[] arguments) =>
        Start(api, user, null, ["--lease-name", $"alone-{Guid.NewGuid():N}", .. arguments]);

    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>Sends SIGTERM and waits for the end.</summary>
    public void Stop()
    {
        using var kill = Process.Start("/bin/kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        process.WaitForExit(Patience.Limit);
    }

    /// <summary>Memory in MiB: VmRSS is the current use, VmHWM the peak.</summary>
    public double Memory(string key) => long.Parse(
        File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith(key + ":", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture) / 1024.0;

    public void Dispose()
    {
        if (!process.HasExited)
        {
            Kill();
        }

        process.Dispose();
    }
}
