using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Ramus.Contract.Admission;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Events;
using Ramus.Kubernetes.Health;
using Ramus.Kubernetes.Hosting;
using Ramus.Kubernetes.Options;
using Ramus.Node.Services;

namespace Ramus.Node.Hosting;

/// <summary>The agent as a program: log, health and metrics around <see cref="Agent"/>.</summary>
internal static class AgentHost
{
    // Long enough to finish the answers to pending requests of the plugin.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(12);

    /// <summary>Runs until a signal ends the program, and returns the exit code.</summary>
    public static async Task<int> RunAsync(AgentOptions options, CancellationToken cancellationToken)
    {
        using var client = KubernetesClientFactory.Create(new KubernetesConnection
        {
            KubeconfigPath = options.Kubeconfig,
            Server = options.Server,
            UserAgent = $"ramus-node/{options.Version}",
        });
        var builder = ProgramHost.CreateBuilder(options.Log, Grace);
        builder.Services.AddHealthServer(
            new HealthServerOptions(options.HealthPort, options.PrometheusPort) { Address = options.HealthAddress },
            services => services.GetRequiredService<Agent>().Checks, NodeMetrics.MeterName);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<NodeMetrics>();
        builder.Services.AddSingleton(
            services => services.GetRequiredService<ILoggerFactory>().CreateLogger("Ramus.Node"));
        builder.Services.AddSingleton(services => new Agent(options, new NodeServices
        {
            NodeName = options.NodeName,
            Client = client,
            Events = new EventPublisher(
                client, Installation.NodeEvents, options.NodeName, services.GetRequiredService<ILogger>()),
            Metrics = services.GetRequiredService<NodeMetrics>(),
            Logger = services.GetRequiredService<ILogger>(),
        }));
        builder.Services.AddSingleton<AgentService>();
        builder.Services.AddHostedService(services => services.GetRequiredService<AgentService>());
        using var host = builder.Build();
        host.Services.GetRequiredService<PrometheusExporter>()
            .Add(host.Services.GetRequiredService<Agent>().Metrics);
        var agent = host.Services.GetRequiredService<AgentService>();
        await ProgramHost.RunAsync(host, null, cancellationToken);
        return agent.HasFailed ? ProgramLine.Failed : 0;
    }
}
