using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Ramus.Kubernetes.Health;

namespace Ramus.Kubernetes.Hosting;

/// <summary>
/// The generic host as all our programs want it: JSON log on the console, SIGTERM stops in good order.
/// </summary>
public static class ProgramHost
{
    /// <summary>A host builder without configuration files: options come from the caller.</summary>
    public static HostApplicationBuilder CreateBuilder(LogLevel minimum, TimeSpan? shutdownTimeout = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddProgramConsole(minimum);
        builder.Services.Configure<HostOptions>(
            options => options.ShutdownTimeout = shutdownTimeout ?? TimeSpan.FromSeconds(20));
        builder.Services.AddSingleton(TimeProvider.System);
        return builder;
    }

    /// <summary>One JSON object per line, in UTC.</summary>
    public static ILoggingBuilder AddProgramConsole(this ILoggingBuilder logging, LogLevel minimum)
    {
        logging.SetMinimumLevel(minimum);

        // Per-request chatter of the frameworks hides our own few lines.
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("System.Net.Http", LogLevel.Warning);
        logging.AddJsonConsole(options =>
        {
            options.UseUtcTimestamp = true;
            options.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            options.IncludeScopes = false;
        });
        return logging;
    }

    /// <summary>Adds checks, metrics and their server on the port.</summary>
    public static IServiceCollection AddHealthServer(
        this IServiceCollection services, HealthServerOptions options, HealthChecks checks,
        params string[] meterPrefixes)
    {
        services.AddSingleton(checks);
        services.AddSingleton(_ => new PrometheusExporter(meterPrefixes));
        services.AddSingleton(options);
        services.AddSingleton<HealthServer>();
        services.AddHostedService(provider => provider.GetRequiredService<HealthServer>());
        return services;
    }
}
