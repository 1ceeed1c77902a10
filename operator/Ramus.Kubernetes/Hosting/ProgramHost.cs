using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Ramus.Kubernetes.Health;
using Ramus.Kubernetes.Logging;
using Ramus.Kubernetes.Options;

namespace Ramus.Kubernetes.Hosting;

/// <summary>The generic host as all our programs want it: our log on the console, an orderly end on SIGTERM.</summary>
public static class ProgramHost
{
    /// <summary>A host builder without configuration files: options come from the caller.</summary>
    public static HostApplicationBuilder CreateBuilder(LogSettings log, TimeSpan? shutdownTimeout = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddProgramConsole(log);
        builder.Services.Configure<HostOptions>(
            options => options.ShutdownTimeout = shutdownTimeout ?? TimeSpan.FromSeconds(20));
        builder.Services.AddSingleton(TimeProvider.System);
        return builder;
    }

    /// <summary>Adds checks, metrics and their server on the port.</summary>
    /// <param name="services">The program's services.</param>
    /// <param name="options">Where the server listens.</param>
    /// <param name="checks">The lines of /readyz, in their order; asked for once.</param>
    /// <param name="meterPrefixes">The meters that /metrics shows.</param>
    public static IServiceCollection AddHealthServer(
        this IServiceCollection services, HealthServerOptions options,
        Func<IServiceProvider, IEnumerable<ReadinessCheck>> checks, params string[] meterPrefixes)
    {
        services.AddHealthChecks();
        services.AddOptions<HealthCheckServiceOptions>().Configure<IServiceProvider>((all, provider) =>
        {
            foreach (var check in checks(provider))
            {
                all.Registrations.Add(new HealthCheckRegistration(check.Name, check, HealthStatus.Unhealthy, null));
            }
        });
        services.AddSingleton(_ => new PrometheusExporter(meterPrefixes));
        services.AddSingleton(options);
        services.AddSingleton<HealthServer>();
        services.AddHostedService(provider => provider.GetRequiredService<HealthServer>());
        return services;
    }

    /// <summary>Runs until a signal or the token ends the program.</summary>
    /// <exception cref="ProgramException">
    /// It cannot start, for example because a port is taken, or one of its services failed and ended it.
    /// </exception>
    public static async Task RunAsync(IHost host, Action? onStarted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(host);
        try
        {
            await host.StartAsync(cancellationToken);
            onStarted?.Invoke();
            await host.WaitForShutdownAsync(cancellationToken);
            RefuseFailedServices(host);
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or SocketException)
        {
            throw new ProgramException(e.Message, e);
        }
    }

    // The host stops when a service fails, and does not say why it has stopped.
    private static void RefuseFailedServices(IHost host)
    {
        foreach (var service in host.Services.GetServices<IHostedService>().OfType<BackgroundService>())
        {
            if (service.ExecuteTask?.Exception?.GetBaseException() is { } failure)
            {
                throw new ProgramException($"{service.GetType().Name} ended unexpectedly: {failure.Message}", failure);
            }
        }
    }
}
