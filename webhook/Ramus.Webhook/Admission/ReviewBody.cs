using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace Ramus.Webhook.Admission;

/// <summary>Reads a bounded request body and proves that all of its text can be read.</summary>
internal static class ReviewBody
{
    /// <summary>The API server takes no object above this size either.</summary>
    public const int MaxBytes = 3 * 1024 * 1024;

    private const int MaxDepth = 64;
    private const int LongestReason = 300;

    /// <exception cref="ReviewException">A body of that length is too big.</exception>
    public static void RefuseTooBig(long? length)
    {
        if (length > MaxBytes)
        {
            throw TooBig();
        }
    }

    /// <exception cref="ReviewException">Too big, empty, or not JSON.</exception>
    public static JsonDocument Parse(ReadOnlySequence<byte> body)
    {
        if (body.Length > MaxBytes)
        {
            throw TooBig();
        }

        if (body.IsEmpty)
        {
            throw new ReviewException(400, "the body is empty");
        }

        // A copy: the document outlives the buffers of the connection.
        var text = body.ToArray();
        try
        {
            CheckText(text);
            return JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxDepth });
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The reader quotes what it found, and that may be long.
            var why = e.Message.Length <= LongestReason ? e.Message : $"{e.Message[..LongestReason]}...";
            throw new ReviewException(400, $"the body is not JSON: {why}", e);
        }
    }

    private static ReviewException TooBig() => new(413, $"the body is larger than {MaxBytes} bytes");

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
