using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Events;
using Ramus.Kubernetes.Health;
using Ramus.Kubernetes.Hosting;
using Ramus.Kubernetes.Options;
using Ramus.Node.Services;

namespace Ramus.Node.Hosting;

/// <summary>The agent as a program: JSON log, health and metrics around <see cref="Agent"/>.</summary>
internal static class AgentHost
{
    /// <summary>Runs until cancelled (by SIGTERM) and returns the exit code.</summary>
    public static async Task<int> RunAsync(AgentOptions options, CancellationToken cancellationToken)
    {
        using var logging = LoggerFactory.Create(builder => builder.AddProgramConsole(options.LogLevel));
        var logger = logging.CreateLogger("Ramus.Node");
        logger.Starting(options.Version, options.NodeName);
        try
        {
            return await RunAsync(options, logging, logger, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or InvalidOperationException or SocketException)
        {
            // The port for health is taken.
            throw new StartException(failure.Message, failure);
        }
    }

    private static async Task<int> RunAsync(
        AgentOptions options, ILoggerFactory logging, ILogger logger,
        CancellationToken cancellationToken)
    {
        using var client = KubernetesClientFactory.Create(new KubernetesConnection
        {
            KubeconfigPath = options.Kubeconfig,
            Server = options.Server,
            UserAgent = $"ramus-node/{options.Version}",
        });
        using var metrics = new NodeMetrics();
        using var exporter = new PrometheusExporter(NodeMetrics.MeterName);
        using var agent = new Agent(options, new NodeServices
        {
            NodeName = options.NodeName,
            Client = client,
            Events = new EventPublisher(client, "ramus", options.NodeName, logger),
            Metrics = metrics,
            Logger = logger,
        });
        var checks = new HealthChecks();
        agent.AddChecks(checks);
        await using var health = new HealthServer(
            new HealthServerOptions(options.HealthPort), checks, exporter, logging.CreateLogger<HealthServer>());
        await health.StartAsync(cancellationToken);

        var isGood = await agent.RunAsync(cancellationToken);
        logger.Stopping();
        await health.StopAsync(CancellationToken.None);
        return isGood ? 0 : ProgramLine.Failed;
    }
}
