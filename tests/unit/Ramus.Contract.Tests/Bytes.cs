using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Contract.Tests;

/// <summary>Short conversions between text and the library's types.</summary>
internal static class Bytes
{
    public static ReadOnlyMemory<byte> Utf8(this string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(this byte[] utf8) => Encoding.UTF8.GetString(utf8);

    public static JsonElement Json(this string text) => GoJson.Parse(text.Utf8(), "test");

    public static JsonElement Json(this byte[] utf8) => GoJson.Parse(utf8, "test");

    /// <summary>Removes the white space between tokens.</summary>
    public static string Compact(this byte[] utf8) => Rewritten(JsonElement.Parse(utf8));

    public static string Refusal(Action action) => Should.Throw<ContractException>(action).Message;

    private static string Rewritten(JsonElement element)
    {
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var writer = new Utf8JsonWriter(stream, options))
        {
            element.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
