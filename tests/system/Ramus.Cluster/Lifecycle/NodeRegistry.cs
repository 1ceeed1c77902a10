using System.Diagnostics;

namespace Ramus.Cluster.Lifecycle;

/// <summary>A registry on the node. It needs no TLS, because it is at localhost.</summary>
internal sealed class NodeRegistry : IAsyncDisposable
{
    public const string Address = "localhost:5000";

    private readonly DirectoryInfo scratch = Directory.CreateTempSubdirectory("ramus-registry-");
    private readonly Process process;

    private NodeRegistry()
    {
        var configuration = Path.Combine(scratch.FullName, "registry.yaml");
        File.WriteAllText(configuration, $$$"""
            version: 0.1
            storage: {filesystem: {rootdirectory: {{{scratch.FullName}}}/data}}
            http: {addr: "{{{Address}}}"}
            """);
        process = Process.Start(
            "nsenter",
            [
                .. NetworkOfNode,
                "sh", "-c", "exec /usr/bin/docker-registry serve \"$0\" >\"$0.log\" 2>&1", configuration,
            ]);
    }

    private static string[] NetworkOfNode => ["--target", $"{TestCluster.Current.ProcessOf("node")}", "--net", "--"];

    public static async Task<NodeRegistry> StartAsync()
    {
        var registry = new NodeRegistry();
        await Eventually.AgreesAsync(
            async () => (await TestCluster.Current.OnNodeAsync(
                "bash", "-c", $"exec 3<>/dev/tcp/{Address.Replace(':', '/')}")).Length == 0,
            "the registry answers");
        return registry;
    }

    /// <summary>Copies a release's images and chart to the registry.</summary>
    public static async Task PublishAsync(string release) => (await CommandResult.OfAsync(
        "nsenter",
        [
            .. NetworkOfNode,
            Repository.Path("config/release/publish"),
            "--registry", $"{Address}/ramus", "--insecure", "--from", release,
        ])).Succeeded();

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
        scratch.Delete(recursive: true);
    }
}
