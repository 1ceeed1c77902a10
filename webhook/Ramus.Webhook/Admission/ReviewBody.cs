using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace Ramus.Webhook.Admission;

/// <summary>Reads a request body up to a size limit, and checks that its text can be decoded.</summary>
internal static class ReviewBody
{
    /// <summary>The maximum size of a body; the API server accepts no larger object either.</summary>
    public const int MaxBytes = 3 * 1024 * 1024;

    /// <summary>The maximum of <see cref="WorkWith"/>.</summary>
    public const int MostWork = 18 * 1024 * 1024;

    private const int LeastWork = 32 * 1024;
    private const int BytesPerValue = 24;
    private const int FirstBytes = 8 * 1024;
    private const int SmallBytes = 64 * 1024;
    private const int MaxDepth = 64;
    private const int LongestReason = 300;

    /// <exception cref="ReviewException">A body of that length is too large.</exception>
    public static void RefuseTooBig(long? length)
    {
        if (length > MaxBytes)
        {
            throw new ReviewException(413, $"the body is larger than {MaxBytes} bytes");
        }
    }

    /// <summary>
    /// Reads the whole body. The buffer grows with the received bytes, not with the announced length.
    /// </summary>
    /// <param name="reader">The request's body.</param>
    /// <param name="announced">The maximum length of the body.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="ReviewException">The body is too large.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(
        PipeReader reader, int announced, CancellationToken cancellationToken)
    {
        var text = GC.AllocateUninitializedArray<byte>(Math.Min(announced, FirstBytes));
        var length = 0;
        while (true)
        {
            ReadResult read;
            try
            {
                read = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (IOException e) when (e is not (BadHttpRequestException or ConnectionResetException))
            {
                // Kestrel has a status for most mistakes, but not for a chunk size that overflows.
                throw new ReviewException(400, $"the body cannot be read: {e.Message}", e);
            }

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
    /// Estimates the memory for judging a review, in bytes: its text in UTF-16, and the parser's data per value. A text
    /// of commas takes ten times its length.
    /// </summary>
    /// <exception cref="ReviewException">The review needs more memory than any real object.</exception>
    public static int WorkWith(ReadOnlySpan<byte> text)
    {
        // Count the characters within strings too, because many strings contain JSON.
        long values = text.Count((byte)',') + text.Count((byte)':') + text.Count((byte)'{') + text.Count((byte)'[');
        var work = (2L * text.Length) + (values * BytesPerValue);
        return work <= MostWork
            ? (int)Math.Max(work, LeastWork)
            : throw new ReviewException(
                413, $"the body has {values} values, which need more memory than one review may use");
    }

    /// <exception cref="ReviewException">The body is empty or not JSON.</exception>
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
            // The parser's message quotes the text, which may be long.
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

        // A caller that has sent this much will probably send the rest, so grow once to the announced length.
        var size = needed > SmallBytes ? Math.Max(announced, needed) : SmallBytes;
        Array.Resize(ref text, Math.Min(size, MaxBytes));
        return text;
    }

    /// <summary>
    /// The JSON reader checks UTF-8 and surrogate pairs only when a string is read, and its exception does not say
    /// where. After this check, no later read of the document can fail in this way.
    /// </summary>
    private static void CheckText(ReadOnlySpan<byte> text)
    {
        if (!Utf8.IsValid(text))
        {
            throw new JsonException("it is not valid UTF-8");
        }

        // Only an escaped surrogate can be unpaired. API servers do not write escaped surrogates, so this pass is rare.
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
