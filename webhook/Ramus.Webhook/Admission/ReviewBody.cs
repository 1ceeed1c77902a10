using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Unicode;

namespace Ramus.Webhook.Admission;

/// <summary>Reads a bounded request body and proves that all of its text can be read.</summary>
internal static class ReviewBody
{
    /// <summary>The API server takes no object above this size either.</summary>
    public const int MaxBytes = 3 * 1024 * 1024;

    /// <summary>The most that <see cref="WorkWith"/> may be.</summary>
    public const int MostWork = 18 * 1024 * 1024;

    private const int LeastWork = 32 * 1024;
    private const int BytesPerValue = 24;
    private const int FirstBytes = 8 * 1024;
    private const int SmallBytes = 64 * 1024;
    private const int MaxDepth = 64;
    private const int LongestReason = 300;

    /// <exception cref="ReviewException">A body of that length is too big.</exception>
    public static void RefuseTooBig(long? length)
    {
        if (length > MaxBytes)
        {
            throw new ReviewException(413, $"the body is larger than {MaxBytes} bytes");
        }
    }

    /// <summary>Reads to the end. Memory is taken as bytes arrive, not as they are announced.</summary>
    /// <param name="reader">The request's body.</param>
    /// <param name="announced">The most that it can be.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ReviewException">It is too big.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(
        PipeReader reader, int announced, CancellationToken cancellationToken)
    {
        var text = new byte[Math.Min(announced, FirstBytes)];
        var length = 0;
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            var next = length + read.Buffer.Length;
            if (next <= MaxBytes)
            {
                text = Grow(text, (int)next, announced);
                read.Buffer.CopyTo(text.AsSpan(length));
            }

            length = (int)next;
            reader.AdvanceTo(read.Buffer.End);
            RefuseTooBig(next);
            if (read.IsCompleted)
            {
                return text.AsMemory(0, length);
            }
        }
    }

    /// <summary>
    /// Bytes of memory that it takes to judge a review: its text once more in UTF-16, and what is kept of each value. A
    /// text of commas takes ten times its length.
    /// </summary>
    /// <exception cref="ReviewException">More than for any object of a cluster.</exception>
    public static int WorkWith(ReadOnlySpan<byte> text)
    {
        // Also those within texts: many of these are JSON too.
        long values = text.Count((byte)',') + text.Count((byte)':') + text.Count((byte)'{') + text.Count((byte)'[');
        var work = (2L * text.Length) + (values * BytesPerValue);
        return work <= MostWork
            ? (int)Math.Max(work, LeastWork)
            : throw new ReviewException(413, $"the body has {values} values, more than can be judged");
    }

    /// <exception cref="ReviewException">Empty, or not JSON.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> text)
    {
        if (text.IsEmpty)
        {
            throw new ReviewException(400, "the body is empty");
        }

        try
        {
            CheckText(text.Span);
            return JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxDepth });
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The reader quotes what it found, and that may be long.
            var why = e.Message.Length <= LongestReason ? e.Message : $"{e.Message[..LongestReason]}...";
            throw new ReviewException(400, $"the body is not JSON: {why}", e);
        }
    }

    private static byte[] Grow(byte[] text, int needed, int announced)
    {
        if (needed <= text.Length)
        {
            return text;
        }

        // Whoever sent so much sends the rest too, and then one copy is enough.
        var size = needed > SmallBytes ? Math.Max(announced, needed) : SmallBytes;
        Array.Resize(ref text, Math.Min(size, MaxBytes));
        return text;
    }

    /// <summary>
    /// The JSON reader checks UTF-8 and surrogate pairs only when a text is taken out, with an exception that says
    /// nothing of the place. Checked here once, no later reading of the document can fail that way.
    /// </summary>
    private static void CheckText(ReadOnlySpan<byte> text)
    {
        if (!Utf8.IsValid(text))
        {
            throw new JsonException("it is not valid UTF-8");
        }

        // Only an escaped surrogate can be unpaired, and API servers do not write any: the second pass is rare.
        if (text.IndexOf("\\ud"u8) < 0 && text.IndexOf("\\uD"u8) < 0)
        {
            return;
        }

        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
            {
                reader.GetString();
            }
        }
    }
}
