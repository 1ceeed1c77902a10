using System.Diagnostics;

namespace Ramus.Testing.Kubernetes.RealApi;

/// <summary>A real API server with its own etcd, both as processes.</summary>
public sealed class ApiServer : RunningApi
{
    private readonly List<Process> processes = [];

    private ApiServer()
    {
    }

    /// <summary>Why this machine cannot run it; null when it can.</summary>
    public static string? Missing =>
        !File.Exists(KubernetesPrograms.PathOf("kube-apiserver"))
            ? $"no kube-apiserver in {KubernetesPrograms.Folder}: run tests/cluster/build-kubernetes"
        : !File.Exists("/usr/bin/etcd") ? "etcd is not installed: run tests/cluster/install-packages" : null;

    protected override int Port { get; } = FreePort.Take();

    /// <param name="options">Additional options of the API server.</param>
    public static async Task<ApiServer> StartAsync(params string[] options)
    {
        var server = new ApiServer();
        try
        {
            server.Prepare();
            server.StartPrograms(options);
            await server.ConnectAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        processes.Reverse();
        foreach (var process in processes)
        {
            if (!process.HasExited)
            {
                process.Kill();
                await process.WaitForExitAsync();
            }

            process.Dispose();
        }

        await base.DisposeAsync();
    }

    protected override Task<IEnumerable<string>> LogAsync() =>
        Task.FromResult(File.ReadLines($"{Root}/kube-apiserver.log"));

    private void StartPrograms(string[] options)
    {
        var peers = FreePort.Take();
        var etcd = $"http://127.0.0.1:{FreePort.Take()}";
        Start("/usr/bin/etcd", [
            "--name", "test", "--data-dir", $"{Root}/etcd", "--unsafe-no-fsync", "--log-level", "error",
            "--listen-client-urls", etcd, "--advertise-client-urls", etcd,
            "--listen-peer-urls", $"http://127.0.0.1:{peers}",
            "--initial-advertise-peer-urls", $"http://127.0.0.1:{peers}",
            "--initial-cluster", $"test=http://127.0.0.1:{peers}"]);
        Start(KubernetesPrograms.PathOf("kube-apiserver"), [.. Options(etcd, "127.0.0.1", Port), .. options]);
    }

    private void Start(string program, IEnumerable<string> arguments)
    {
        // The server's log goes to a file, not to a pipe, because no thread would read the pipe.
        var shell = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >\"$LOG\" 2>&1", program, .. arguments]);
        shell.Environment["LOG"] = $"{Root}/{Path.GetFileName(program)}.log";
        processes.Add(Process.Start(shell)!);
    }
}
