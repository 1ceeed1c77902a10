using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Ramus.Kubernetes.Logging;

/// <summary>Time, severity and sentence; an exception follows on the lines below it.</summary>
internal sealed class TextLine(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "ramus-text";

    public override void Write<TState>(
        in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var severity = logEntry.LogLevel switch
        {
            LogLevel.Trace or LogLevel.Debug => "DEBUG",
            LogLevel.Information => "INFO ",
            LogLevel.Warning => "WARN ",
            LogLevel.Error => "ERROR",
            _ => "FATAL",
        };
        var sentence = LogEntryText.OneLine(logEntry.Formatter(logEntry.State, logEntry.Exception));
        textWriter.WriteLine($"{LogEntryText.Timestamp(time)} {severity} {sentence}");
        if (logEntry.Exception is { } exception)
        {
            foreach (var line in exception.ToString().Split('\n'))
            {
                textWriter.WriteLine($"    {LogEntryText.OneLine(line.TrimEnd())}");
            }
        }
    }
}
