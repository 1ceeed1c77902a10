using System.Text;
using System.Text.Json;

namespace Ramus.Client.Gather;

/// <summary>
/// Removes what could be secret: environment variables, keys like password or token, private keys, tokens in texts, and
/// the copies of objects that kubectl keeps in annotations.
/// </summary>
internal static class Redaction
{
    private const int MaxDepth = 64;

    private static readonly string[] LeftOut =
        ["managedFields", "kubectl.kubernetes.io/last-applied-configuration", "env", "envFrom", "caBundle"];

    // References to secrets are names, not secrets.
    private static readonly string[] References =
    [
        "secretName", "imagePullSecrets", "secretKeyRef", "automountServiceAccountToken", "serviceAccountToken",
        "tokenExpirationSeconds",
    ];

    // Keys that are not secret in an object below a secret key, for example in the volume of a Secret.
    private static readonly string[] Kept =
        ["name", "namespace", "secretName", "defaultMode", "optional", "kind", "apiGroup"];

    private static readonly JsonWriterOptions Layout = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes a value without what could be secret.</summary>
    public static void Write(Utf8JsonWriter json, JsonElement value) => Write(json, value, isSecret: false);

    /// <summary>
    /// A text without tokens and keys; a text that is JSON, such as a configuration, also without secret keys.
    /// </summary>
    public static string Text(string text)
    {
        if (!(text.AsSpan().TrimStart() is ['{' or '[', ..]) || Parsed(text) is not { } document)
        {
            return SecretText.Remove(text);
        }

        using (document)
        {
            using var buffer = new MemoryStream();
            using (var json = new Utf8JsonWriter(buffer, Layout))
            {
                Write(json, document.RootElement);
            }

            return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
        }
    }

    private static void Write(Utf8JsonWriter json, JsonElement value, bool isSecret)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in value.EnumerateObject().Where(static one => !LeftOut.Contains(one.Name)))
                {
                    json.WritePropertyName(member.Name);
                    Write(json, member.Value, !References.Contains(member.Name)
                        && (SecretText.IsKey(member.Name) || (isSecret && !Kept.Contains(member.Name))));
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                WriteItems(json, value, isSecret);
                break;
            case JsonValueKind.String or JsonValueKind.Number when isSecret:
                json.WriteStringValue(SecretText.Removed);
                break;
            case JsonValueKind.String:
                json.WriteStringValue(Text(value.GetString()!));
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    // The value of an option is the next argument.
    private static void WriteItems(Utf8JsonWriter json, JsonElement list, bool isSecret)
    {
        var isValue = false;
        json.WriteStartArray();
        foreach (var item in list.EnumerateArray())
        {
            Write(json, item, isSecret || isValue);
            isValue = item.ValueKind == JsonValueKind.String && item.GetString() is { } text && text.StartsWith('-')
                && !text.Contains('=') && SecretText.IsKey(text);
        }

        json.WriteEndArray();
    }

    private static JsonDocument? Parsed(string text)
    {
        try
        {
            return JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxDepth });
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
