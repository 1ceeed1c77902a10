using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Ramus.Kubernetes.Client;

namespace Ramus.Kubernetes.Watching;

/// <summary>Reads a watch: one JSON event per line, directly from UTF-8.</summary>
internal static class WatchReader
{
    private const int MaxLine = 32 * 1024 * 1024;

    /// <summary>
    /// Calls back for each event with its type and object until the server ends the watch. Awaits
    /// <paramref name="beforeRead"/> before each read.
    /// </summary>
    internal static async Task ReadAsync(
        Stream stream, Func<Task> beforeRead, Action<string, JsonElement> onEvent, CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 16 * 1024));
        try
        {
            while (true)
            {
                await beforeRead();
                var read = await reader.ReadAsync(cancellationToken);
                var buffer = read.Buffer;
                while (TakeLine(ref buffer, out var line))
                {
                    Emit(line, onEvent);
                }

                if (buffer.Length > MaxLine)
                {
                    throw new IOException($"a watch event is longer than {MaxLine} bytes");
                }

                reader.AdvanceTo(buffer.Start, buffer.End);
                if (read.IsCompleted)
                {
                    // The rest has no end of line: the connection ended within an event. The next watch repeats the
                    // event.
                    return;
                }
            }
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    private static bool TakeLine(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> line)
    {
        var end = buffer.PositionOf((byte)'\n');
        if (end is null)
        {
            line = default;
            return false;
        }

        line = buffer.Slice(0, end.Value);
        buffer = buffer.Slice(buffer.GetPosition(1, end.Value));
        return true;
    }

    private static void Emit(ReadOnlySequence<byte> line, Action<string, JsonElement> onEvent)
    {
        if (line.IsEmpty)
        {
            return;
        }

        using var document = JsonDocument.Parse(line, JsonDepth.Document);
        if (document.RootElement.TryFind(out var entity, "object"))
        {
            onEvent(document.RootElement.TextAt("type") ?? "", entity);
        }
    }
}
