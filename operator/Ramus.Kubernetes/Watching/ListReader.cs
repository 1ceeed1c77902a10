using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Ramus.Kubernetes.Client;

namespace Ramus.Kubernetes.Watching;

/// <summary>
/// Reads a List object from a stream item by item, so that a page of 10,000 objects is never in memory as a whole.
/// </summary>
internal sealed class ListReader(Action<JsonElement> onItem)
{
    private JsonReaderState state = new(new JsonReaderOptions { MaxDepth = JsonDepth.Max });
    private Place place = Place.Before;
    private bool complete;
    private bool hasItems;

    private enum Place
    {
        Before,
        Top,
        Metadata,
        ItemsStart,
        Items,
        Other,
    }

    internal string ResourceVersion { get; private set; } = "";

    internal string Continue { get; private set; } = "";

    /// <summary>
    /// Reads to the end of the list. Awaits <paramref name="beforeRead"/> before each read.
    /// </summary>
    /// <exception cref="IOException">
    /// The answer is not a list, or it is incomplete. A list must have items and a version, because the readers of an
    /// empty list delete everything.
    /// </exception>
    internal async Task ReadAsync(Stream stream, Func<Task> beforeRead, CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 32 * 1024));
        try
        {
            while (true)
            {
                await beforeRead();
                var read = await reader.ReadAsync(cancellationToken);
                var consumed = Consume(read.Buffer);
                reader.AdvanceTo(consumed, read.Buffer.End);
                if (read.IsCompleted)
                {
                    break;
                }
            }
        }
        finally
        {
            await reader.CompleteAsync();
        }

        if (!complete)
        {
            throw new IOException("the list is incomplete");
        }

        Expect(hasItems && ResourceVersion.Length > 0);
    }

    private SequencePosition Consume(ReadOnlySequence<byte> buffer)
    {
        var json = new Utf8JsonReader(buffer, isFinalBlock: false, state);
        var whole = json;
        while (!complete && TryStep(ref json, buffer))
        {
            whole = json;
        }

        state = whole.CurrentState;
        return whole.Position;
    }

    /// <summary>Takes one token or one whole value; false when it has not been received completely.</summary>
    private bool TryStep(ref Utf8JsonReader json, ReadOnlySequence<byte> buffer)
    {
        if (!json.Read())
        {
            return false;
        }

        switch (place)
        {
            case Place.Before:
                Expect(json.TokenType == JsonTokenType.StartObject);
                place = Place.Top;
                return true;
            case Place.Top when json.TokenType == JsonTokenType.EndObject:
                complete = true;
                return true;
            case Place.Top:
                place = json.ValueTextEquals("items"u8) ? Place.ItemsStart
                    : json.ValueTextEquals("metadata"u8) ? Place.Metadata : Place.Other;
                return true;
            case Place.ItemsStart:
                // Go writes a nil slice as null.
                Expect(json.TokenType is JsonTokenType.StartArray or JsonTokenType.Null);
                hasItems = true;
                place = json.TokenType == JsonTokenType.Null ? Place.Top : Place.Items;
                return true;
            case Place.Items when json.TokenType == JsonTokenType.EndArray:
                place = Place.Top;
                return true;
            default:
                return TryTakeValue(ref json, buffer);
        }
    }

    private bool TryTakeValue(ref Utf8JsonReader json, ReadOnlySequence<byte> buffer)
    {
        var start = json.TokenStartIndex;
        if (!json.TrySkip())
        {
            return false;
        }

        if (place == Place.Other)
        {
            place = Place.Top;
            return true;
        }

        using var document = JsonDocument.Parse(
            buffer.Slice(start, json.BytesConsumed - start), JsonDepth.Document);
        if (place == Place.Items)
        {
            onItem(document.RootElement);
            return true;
        }

        ResourceVersion = document.RootElement.TextAt("resourceVersion") ?? "";
        Continue = document.RootElement.TextAt("continue") ?? "";
        place = Place.Top;
        return true;
    }

    private static void Expect(bool condition)
    {
        if (!condition)
        {
            throw new IOException("the response is not a Kubernetes list");
        }
    }
}
