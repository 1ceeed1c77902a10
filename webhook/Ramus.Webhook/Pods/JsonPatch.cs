using System.Buffers;
using System.Text.Json;

namespace Ramus.Webhook.Pods;

/// <summary>Writes RFC 6902 operations; <c>add</c> also replaces an existing member.</summary>
internal sealed class JsonPatch : IDisposable
{
    // Most patches fit into this size, so the buffer need not grow.
    private const int UsualBytes = 2048;

    private readonly ArrayBufferWriter<byte> buffer = new(UsualBytes);
    private readonly Utf8JsonWriter writer;
    private int operations;

    public JsonPatch()
    {
        writer = new Utf8JsonWriter(buffer);
        writer.WriteStartArray();
    }

    /// <summary>One reference token of a JSON pointer, escaped as in RFC 6901.</summary>
    public static string Token(string key) =>
        key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    public void Add(string path, Action<Utf8JsonWriter> value)
    {
        writer.WriteStartObject();
        writer.WriteString("op"u8, "add"u8);
        writer.WriteString("path"u8, path);
        writer.WritePropertyName("value"u8);
        value(writer);
        writer.WriteEndObject();
        operations++;
    }

    /// <summary>Appends values to a list; creates the list when it does not exist.</summary>
    public void Append<T>(string path, bool isThere, IReadOnlyCollection<T> items, Action<Utf8JsonWriter, T> write)
    {
        if (items.Count == 0)
        {
            return;
        }

        if (isThere)
        {
            foreach (var item in items)
            {
                Add($"{path}/-", json => write(json, item));
            }

            return;
        }

        Add(path, json =>
        {
            json.WriteStartArray();
            foreach (var item in items)
            {
                write(json, item);
            }

            json.WriteEndArray();
        });
    }

    public void Remove(string path)
    {
        writer.WriteStartObject();
        writer.WriteString("op"u8, "remove"u8);
        writer.WriteString("path"u8, path);
        writer.WriteEndObject();
        operations++;
    }

    /// <summary>The whole patch; empty when no operation was added.</summary>
    public ReadOnlyMemory<byte> ToJson()
    {
        writer.WriteEndArray();
        writer.Flush();
        return operations == 0 ? ReadOnlyMemory<byte>.Empty : buffer.WrittenMemory;
    }

    public void Dispose() => writer.Dispose();
}
