using System.Diagnostics;
using System.Net.Sockets;
using Ramus.Contract.NodeDisk;
using Ramus.Testing.Kubernetes.FakeApi;

namespace Ramus.Node.Tests.Hosting;

public sealed class ProgramTests : IDisposable
{
    private readonly ScratchDirectory root = new();

    public void Dispose() => root.Dispose();

    [Theory]
    [InlineData("--help", "agent")]
    [InlineData("agent --help", "--host-conf-dir")]
    [InlineData("uninstall --help", "--state-dir")]
    [InlineData("--version", "0.")]
    public async Task It_explains_itself(string arguments, string part)
    {
        using var program = Start(arguments.Split(' '));

        (await program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldContain(part);
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);
        program.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Uninstall_says_what_it_removed()
    {
        var ours = root.Write($"conf/{NodeLayout.RuntimeConfig}", """{"name":"ramus","plugins":[{"type":"ramus"}]}""");

        using var program = Start(
            "uninstall", "--conf-dir", root["conf"], "--bin-dir", root["bin"], "--state-dir", root["state"]);

        (await program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken))
            .ShouldContain($"removed {ours}");
        File.Exists(ours).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_a_command_it_is_the_agent_which_tells_its_health_and_ends_well_on_SIGTERM()
    {
        await using var api = await FakeApiServer.StartAsync();
        api.Store.Put("/api/v1/nodes/n1", """{"metadata":{}}""");
        root.Write("image/ramus", "binary");
        root.Write("conf/10-bridge.conf", """{"name":"cbr0","type":"bridge"}""");
        var (port, metricsPort) = (FreePort.Take(), FreePort.Take());
        using var program = Start(
            "--node-name=n1", $"--conf-dir={root["conf"]}", $"--bin-dir={root["bin"]}",
            $"--state-dir={root["state"]}", $"--socket={root["run/node.sock"]}",
            $"--kubelet-dir={root["kubelet"]}", $"--files-dir={root["files"]}",
            $"--plugin={root["image/ramus"]}", $"--health-port={port}",
            $"--prometheus-port={metricsPort}", "--namespace-isolation=false",
            $"--kubeconfig={WriteKubeconfig(api.Address)}");
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            await Eventually.HoldsAsync(() => IsReady(http), "ready");

            var metrics = await http.GetStringAsync(
                $"http://127.0.0.1:{metricsPort}/metrics", TestContext.Current.CancellationToken);

            using var other = new TcpClient();
            await Should.ThrowAsync<SocketException>(
                async () => await other.ConnectAsync("127.0.0.2", port, TestContext.Current.CancellationToken),
                "an address that pods can reach");
            metrics.ShouldContain("ramus_node_networks_rendered 0");
            metrics.ShouldContain("ramus_node_default_network_ready 1");
            metrics.ShouldContain("ramus_node_spool_depth 0");
            using var kill = Process.Start("kill", ["-TERM", $"{program.Id}"]);
            await program.WaitForExitAsync(TestContext.Current.CancellationToken);
            program.ExitCode.ShouldBe(0);
            File.Exists(root[$"conf/{NodeLayout.RuntimeConfig}"]).ShouldBeTrue();
        }
        finally
        {
            program.Kill();
        }
    }

    [Fact]
    public async Task A_start_that_cannot_work_says_why_in_one_line()
    {
        using var program = Start("agent", "--kubeconfig", root["absent"]);

        var complaint = await program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);

        complaint.ShouldBe($"ramus-node agent: kubeconfig '{root["absent"]}' does not exist\n");
        program.ExitCode.ShouldBe(1);
    }

    private static bool IsReady(HttpClient http)
    {
        try
        {
            return http.GetAsync("/readyz").Result.IsSuccessStatusCode;
        }
        catch (AggregateException)
        {
            return false;
        }
    }

    private static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo(
        Path.Combine(AppContext.BaseDirectory, "ramus-node"), arguments)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private string WriteKubeconfig(string server) => root.Write(
        "kubeconfig", $$$"""
        apiVersion: v1
        kind: Config
        current-context: a
        contexts: [{name: a, context: {cluster: a, user: a}}]
        clusters: [{name: a, cluster: {server: "{{{server}}}"}}]
        users: [{name: a, user: {token: t}}]
        """);
}
