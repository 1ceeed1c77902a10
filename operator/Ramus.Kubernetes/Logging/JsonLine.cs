using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Ramus.Kubernetes.Logging;

/// <summary>
/// Writes one JSON object per entry. The framework's own formatter repeats the sentence as state and template, and
/// escapes apostrophes.
/// </summary>
internal sealed class JsonLine(TimeProvider time, RepeatedLines repeated) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "ramus-json";

    // The log is not HTML, so HTML characters need no escaping.
    private static readonly JsonWriterOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public override void Write<TState>(
        in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        if (repeated.Next(logEntry) is not { } told)
        {
            return;
        }

        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteString("Timestamp"u8, LogEntryText.Timestamp(time));
            json.WriteNumber("EventId"u8, logEntry.EventId.Id);
            json.WriteString("LogLevel"u8, logEntry.LogLevel.ToString());
            json.WriteString("Category"u8, logEntry.Category);
            json.WriteString("Message"u8, told);
            if (logEntry.Exception is { } exception)
            {
                json.WriteString("Exception"u8, exception.ToString());
            }

            WriteState(json, logEntry.State);
            json.WriteEndObject();
        }

        textWriter.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static void WriteState<TState>(Utf8JsonWriter json, TState state)
    {
        if (state is not IEnumerable<KeyValuePair<string, object?>> values)
        {
            return;
        }

        json.WriteStartObject("State"u8);
        foreach (var (key, value) in values.Where(static pair => pair.Key != "{OriginalFormat}"))
        {
            switch (value)
            {
                case int number:
                    json.WriteNumber(key, number);
                    break;
                case long number:
                    json.WriteNumber(key, number);
                    break;
                case bool flag:
                    json.WriteBoolean(key, flag);
                    break;
                default:
                    json.WriteString(key, LogEntryText.Value(value));
                    break;
            }
        }

        json.WriteEndObject();
    }
}
