using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Ramus.Kubernetes.Logging;

/// <summary>The log of our programs: on the standard output, one line per entry, in UTC.</summary>
public static class ProgramConsole
{
    /// <summary>Writes what the settings ask for, and follows the file of the level.</summary>
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
        logging.Services.AddSingleton<ConsoleFormatter, JsonLine>();
        logging.Services.AddSingleton<ConsoleFormatter, TextLine>();
        logging.Services.AddSingleton(settings);
        logging.Services.AddSingleton(level);
        logging.Services.TryAddSingleton(TimeProvider.System);
        logging.Services.AddHostedService<LogLevelWatch>();
        return logging;
    }

    // What the frameworks say of each request hides our own few lines; and a probe that finds a program not ready is no
    // error of the program.
    private static bool IsChatter(string? category, LogLevel severity) =>
        category is not null
        && ((severity < LogLevel.Warning
                && (StartsWith(category, "Microsoft") || StartsWith(category, "System.Net.Http")))
            || StartsWith(category, "Microsoft.Extensions.Diagnostics.HealthChecks")
            // What strangers send instead of a handshake, some of it with a stack trace, must not fill the log.
            || (severity < LogLevel.Critical && StartsWith(category, "Microsoft.AspNetCore.Server.Kestrel")));

    private static bool StartsWith(string category, string prefix) =>
        category.StartsWith(prefix, StringComparison.Ordinal);
}
