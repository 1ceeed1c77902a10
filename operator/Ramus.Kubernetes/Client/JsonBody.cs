using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ramus.Kubernetes.Client;

/// <summary>Writes request bodies without a serializer.</summary>
public static class JsonBody
{
    /// <summary>One JSON object; the callback writes its members.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(
            buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
