using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Validation.Json;

/// <summary>
/// A place in the configuration. Its path, like <c>spec.config.plugins[1].ipam</c>, and its line are computed only for
/// a finding, so that visiting a value allocates no text.
/// </summary>
internal sealed class JsonPlace
{
    private const int LongestWord = 80;

    private readonly JsonPlace? parent;
    private readonly JsonElement value;
    private readonly string? key;
    private readonly int index;

    private JsonPlace(JsonPlace? parent, JsonElement value, string? key = null, int index = 0)
    {
        this.parent = parent;
        this.value = value;
        this.key = key;
        this.index = index;
    }

    public static JsonPlace Root(JsonElement root) => new(null, root);

    /// <summary>The place of a member, also of a missing one.</summary>
    public JsonPlace Member(string name, JsonElement member = default) => new(this, member, name);

    public JsonPlace Item(int at, JsonElement item) => new(this, item, index: at);

    /// <summary>The path; a key with special characters is in brackets and quotes.</summary>
    public override string ToString()
    {
        var steps = new Stack<JsonPlace>();
        var step = this;
        for (; step.parent is not null; step = step.parent)
        {
            steps.Push(step);
        }

        var path = new StringBuilder(ConfigText.Path);
        foreach (var below in steps)
        {
            _ = below.key is null ? path.Append('[').Append(below.index).Append(']')
                : IsWord(below.key) ? path.Append('.').Append(below.key)
                : path.Append("['").Append(Quote.Short(below.key)).Append("']");
        }

        return path.ToString();
    }

    /// <summary>
    /// Line and column of the key or item, or of the nearest existing parent. Both are 1-based, columns in characters.
    /// </summary>
    /// <param name="utf8">The text that the root was read from.</param>
    public (long Line, long Column) In(ReadOnlySpan<byte> utf8)
    {
        var before = utf8[..Offset(utf8)];
        var line = before.Count((byte)'\n') + 1;
        return (line, Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1);
    }

    private int Offset(ReadOnlySpan<byte> utf8)
    {
        if (parent is null)
        {
            return utf8.IndexOfAnyExcept(" \t\r\n"u8);
        }

        var found = value.ValueKind != JsonValueKind.Undefined || key is null ? value : parent.Find(key);
        if (found.ValueKind == JsonValueKind.Undefined)
        {
            return parent.Offset(utf8);
        }

        // The parser keeps a copy of the text, and each value points into it.
        var root = this;
        for (; root.parent is not null; root = root.parent)
        {
        }

        var text = JsonMarshal.GetRawUtf8Value(root.value);
        text.Overlaps(JsonMarshal.GetRawUtf8Value(found), out var offset);
        return root.Offset(utf8) + (key is null ? offset : KeyBefore(text[..offset]));
    }

    // A quote within a key follows a backslash; the quote that opens the key does not.
    private static int KeyBefore(ReadOnlySpan<byte> before)
    {
        var end = before[..before.LastIndexOf((byte)':')].LastIndexOf((byte)'"');
        var start = before[..end].LastIndexOf((byte)'"');
        while (start > 0 && before[start - 1] == '\\')
        {
            start = before[..start].LastIndexOf((byte)'"');
        }

        return start;
    }

    // Finds a key with the value null too.
    private JsonElement Find(string name)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return default;
        }

        foreach (var property in value.EnumerateObject())
        {
            if (GoKey.Same(property, name))
            {
                return property.Value;
            }
        }

        return default;
    }

    private static bool IsWord(string key) =>
        key.Length is > 0 and <= LongestWord && key.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
}
