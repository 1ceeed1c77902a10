using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Ramus.Kubernetes.Logging;

/// <summary>The console log of our programs: one line per entry on standard output, with times in UTC.</summary>
public static class ProgramConsole
{
    /// <summary>Adds the console log with the settings, and watches the log level's file.</summary>
    public static ILoggingBuilder AddProgramConsole(this ILoggingBuilder logging, LogSettings settings)
    {
        ArgumentNullException.ThrowIfNull(logging);
        ArgumentNullException.ThrowIfNull(settings);
        var level = new LogLevelSwitch(settings);
        level.Refresh();
        logging.SetMinimumLevel(LogLevel.Trace);
        logging.AddFilter((category, severity) => severity >= level.Current && !IsChatter(category, severity));
        logging.AddConsole(console => console.FormatterName =
            settings.Format == LogFormat.Text ? TextLine.FormatterName : JsonLine.FormatterName);
        logging.Services.AddSingleton<RepeatedLines>();
        logging.Services.AddSingleton<ConsoleFormatter, JsonLine>();
        logging.Services.AddSingleton<ConsoleFormatter, TextLine>();
        logging.Services.AddSingleton(settings);
        logging.Services.AddSingleton(level);
        logging.Services.TryAddSingleton(TimeProvider.System);
        logging.Services.AddHostedService<LogLevelWatch>();
        return logging;
    }

    // The frameworks' messages about each request would hide our own few entries, and a failed readiness probe is not
    // an error of the program.
    private static bool IsChatter(string? category, LogLevel severity) =>
        category is not null
        && ((severity < LogLevel.Warning
                && (StartsWith(category, "Microsoft") || StartsWith(category, "System.Net.Http")))
            || StartsWith(category, "Microsoft.Extensions.Diagnostics.HealthChecks")
            // Failed handshakes, some of them with a stack trace, must not fill the log.
            || (severity < LogLevel.Critical && StartsWith(category, "Microsoft.AspNetCore.Server.Kestrel")));

    private static bool StartsWith(string category, string prefix) =>
        category.StartsWith(prefix, StringComparison.Ordinal);
}
