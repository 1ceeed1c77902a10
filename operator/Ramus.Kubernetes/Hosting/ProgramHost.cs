using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Ramus.Kubernetes.Health;
using Ramus.Kubernetes.Logging;
using Ramus.Kubernetes.Options;

namespace Ramus.Kubernetes.Hosting;

/// <summary>The generic host for all our programs: with our console log and a graceful shutdown on SIGTERM.</summary>
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

    /// <summary>Adds checks, metrics and the server for them.</summary>
    /// <param name="services">The program's services.</param>
    /// <param name="options">The server's ports and addresses.</param>
    /// <param name="checks">Creates the checks of /readyz, in order; called once.</param>
    /// <param name="meterPrefixes">Prefixes of the meters that /metrics shows.</param>
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
    /// The program cannot start, for example because a port is in use, or one of its services has failed.
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

    // The host stops when a service fails, but does not report the reason.
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
