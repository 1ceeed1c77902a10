using System.Text.Json;

namespace Ramus.Contract.Json;

/// <summary>
/// Reads JSON as Go programs do (keys match whatever their case), but strictly: no comments, no trailing commas,
/// limited depth and size, valid UTF-8, and no object with two keys that a Go program would treat as the same key.
/// </summary>
public static partial class GoJson
{
    /// <summary>The default limit of nesting.</summary>
    public const int MaxDepth = 64;

    /// <summary>The default size limit: 1 MiB.</summary>
    public const int DefaultMaxBytes = 1 << 20;

    // The parser rents two buffers from the pool, one of 512 bytes and one of the text's length. Returning two buffers
    // of the same size costs 0.1 ms the first time, which matters in a CNI plugin. Padding short texts avoids this.
    private const int PaddedBytes = 512;

    /// <summary>Parses one JSON object; <paramref name="what"/> names it in messages.</summary>
    public static JsonElement ParseObject(
        ReadOnlyMemory<byte> utf8, string what, int maxBytes = DefaultMaxBytes, int maxDepth = MaxDepth) =>
        RequireObject(Parse(utf8.Span, what, maxBytes, maxDepth), what);

    /// <summary>Parses any JSON value; <paramref name="what"/> names it in messages.</summary>
    public static JsonElement Parse(ReadOnlyMemory<byte> utf8, string what, int maxBytes = DefaultMaxBytes) =>
        Parse(utf8.Span, what, maxBytes);

    internal static JsonElement Parse(
        ReadOnlySpan<byte> utf8,
        string what,
        int maxBytes = DefaultMaxBytes,
        int maxDepth = MaxDepth,
        bool keysAreFree = false)
    {
        if (utf8.Length > maxBytes)
        {
            throw new ContractException($"{what} is {utf8.Length} bytes long, but at most {maxBytes} are allowed");
        }

        JsonWalk.Check(utf8, what, maxDepth, keysAreFree);
        return Copy(utf8);
    }

    // Parses a copy, so that the caller can reuse its buffer.
    private static JsonElement Copy(ReadOnlySpan<byte> utf8)
    {
        var options = new JsonDocumentOptions { MaxDepth = MaxDepth };
        if (utf8.Length >= PaddedBytes)
        {
            return JsonElement.Parse(utf8, options);
        }

        Span<byte> padded = stackalloc byte[PaddedBytes];
        utf8.CopyTo(padded);
        padded[utf8.Length..].Fill((byte)' ');
        return JsonElement.Parse(padded, options);
    }

    internal static JsonElement RequireObject(JsonElement element, string what) =>
        element.ValueKind == JsonValueKind.Object
            ? element
            : throw new ContractException($"{what}: expected a JSON object, got {NameOf(element.ValueKind)}");

    /// <summary>The name of a type in messages, with its article: "a string", "an object".</summary>
    public static string NameOf(JsonValueKind kind) => kind switch
    {
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        _ => "null",
    };
}
