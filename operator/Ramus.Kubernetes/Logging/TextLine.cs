using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Ramus.Kubernetes.Logging;

/// <summary>Writes time, severity and sentence; an exception follows on the next lines.</summary>
internal sealed class TextLine(TimeProvider time, RepeatedLines repeated) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "ramus-text";

    public override void Write<TState>(
        in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        if (repeated.Next(logEntry) is not { } told)
        {
            return;
        }

        var severity = logEntry.LogLevel switch
        {
            LogLevel.Trace or LogLevel.Debug => "DEBUG",
            LogLevel.Information => "INFO ",
            LogLevel.Warning => "WARN ",
            LogLevel.Error => "ERROR",
            _ => "FATAL",
        };
        var sentence = LogEntryText.OneLine(told);
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
