using k8s;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Events;
using Ramus.Kubernetes.Health;
using Ramus.Kubernetes.Hosting;
using Ramus.Kubernetes.Options;
using Ramus.Operator.Crd;
using Ramus.Operator.Networks;
using Ramus.Operator.Objects;
using Ramus.Operator.Webhook;

namespace Ramus.Operator.Hosting;

/// <summary>
/// The program around the operator: exit code 0 after a signal, 1 on a failure, 2 for a wrong command line.
/// </summary>
internal static class OperatorProgram
{
    internal static Task<int> RunAsync(string[] args) =>
        ProgramLine.RunAsync("ramus-operator", OperatorCommand.Build(RunAsync), args);

    internal static IHost Build(OperatorOptions options, IKubernetes client)
    {
        var builder = ProgramHost.CreateBuilder(options.Log);
        builder.Services.AddHealthServer(
            new HealthServerOptions(options.HealthPort, options.PrometheusPort),
            services => services.GetRequiredService<OperatorService>().Checks, OperatorNames.Meter);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(options.Webhook);
        builder.Services.AddSingleton(client);
        builder.Services.AddSingleton<OperatorMetrics>();
        builder.Services.AddSingleton(services => new EventPublisher(
            client, OperatorNames.Component, "", services.GetRequiredService<ILogger<EventPublisher>>()));
        builder.Services.AddSingleton<CrdReconciler>();
        builder.Services.AddSingleton<WebhookReconciler>();
        builder.Services.AddSingleton(services => new PolicyWatch(
            options.PolicyFile, TimeProvider.System, services.GetRequiredService<ILogger<PolicyWatch>>()));
        builder.Services.AddSingleton<OperatorParts>();
        builder.Services.AddSingleton<OperatorService>();
        builder.Services.AddHostedService(services => services.GetRequiredService<OperatorService>());
        return builder.Build();
    }

    private static async Task<int> RunAsync(OperatorOptions options, CancellationToken cancellationToken)
    {
        using var client = KubernetesClientFactory.Create(new KubernetesConnection
        {
            KubeconfigPath = options.Kubeconfig,
            UserAgent = $"ramus-operator/{ProgramLine.Version}",
        });
        using var host = Build(options, client);
        await ProgramHost.RunAsync(host, null, cancellationToken);
        return 0;
    }
}
