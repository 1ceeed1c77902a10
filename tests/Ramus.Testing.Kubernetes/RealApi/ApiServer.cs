using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Ramus.Testing.Kubernetes.RealApi;

/// <summary>An API server of its own, with etcd, both as processes.</summary>
public sealed class ApiServer : RunningApi
{
    private readonly List<Process> processes = [];

    private ApiServer()
    {
    }

    /// <summary>Why there can be none here; null when there can.</summary>
    public static string? Missing =>
        !File.Exists(KubernetesPrograms.PathOf("kube-apiserver"))
            ? $"no kube-apiserver in {KubernetesPrograms.Folder}: run tests/cluster/build-kubernetes"
        : !File.Exists("/usr/bin/etcd") ? "etcd is not installed: run tests/cluster/install-packages" : null;

    protected override int Port { get; } = FreePort();

    /// <param name="options">More of the server's options.</param>
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
        var peers = FreePort();
        var etcd = $"http://127.0.0.1:{FreePort()}";
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
        // Its log is thrown away, not piped: nobody would read the pipe.
        var shell = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >\"$LOG\" 2>&1", program, .. arguments]);
        shell.Environment["LOG"] = $"{Root}/{Path.GetFileName(program)}.log";
        processes.Add(Process.Start(shell)!);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
