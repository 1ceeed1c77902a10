using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ramus.Contract.Json;

namespace Ramus.Client.Gather;

/// <summary>
/// Removes what could be secret: environment variables, keys like password or token, private keys, tokens in texts, and
/// the copies of objects that kubectl keeps in annotations.
/// </summary>
internal static partial class Redaction
{
    private const string Removed = "(removed)";

    private static readonly string[] LeftOut =
        ["managedFields", "kubectl.kubernetes.io/last-applied-configuration", "env", "envFrom", "caBundle"];

    private static readonly string[] SecretWords =
        ["password", "passwd", "token", "secret", "credential", "apikey", "api-key", "api_key", "privatekey", "psk"];

    // References to secrets are names, not secrets.
    private static readonly string[] References =
        ["secretName", "imagePullSecrets", "secretKeyRef", "automountServiceAccountToken", "serviceAccountToken",
            "tokenExpirationSeconds"];

    /// <summary>Writes a value without what could be secret.</summary>
    public static void Write(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in value.EnumerateObject().Where(static one => !LeftOut.Contains(one.Name)))
                {
                    json.WritePropertyName(member.Name);
                    if (IsSecret(member.Name) && member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
                    {
                        json.WriteStringValue(Removed);
                        continue;
                    }

                    Write(json, member.Value);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            case JsonValueKind.String:
                json.WriteStringValue(Text(value.GetString()!));
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    /// <summary>
    /// A text without tokens and keys; a text that is JSON, such as a configuration, also without secret keys.
    /// </summary>
    public static string Text(string text)
    {
        if (text.AsSpan().TrimStart() is ['{' or '[', ..] && Parsed(text) is { } inner)
        {
            using var buffer = new MemoryStream();
            using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions
            {
                Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }))
            {
                Write(json, inner);
            }

            return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
        }

        return Assignments().Replace(Secrets().Replace(text, Removed), $"$1{Removed}");
    }

    private static JsonElement? Parsed(string text)
    {
        try
        {
            return GoJson.Parse(Encoding.UTF8.GetBytes(text), "text");
        }
        catch (ContractException)
        {
            return null;
        }
    }

    private static bool IsSecret(string key) =>
        !References.Contains(key) && SecretWords.Any(word => key.Contains(word, StringComparison.OrdinalIgnoreCase));

    // PEM blocks, tokens of OAuth, and JSON web tokens.
    [GeneratedRegex(
        @"-----BEGIN [A-Z ]*-----[\s\S]*?(-----END [A-Z ]*-----|\z)|\b[Bb]earer +[A-Za-z0-9._~+/=-]{8,}"
        + @"|\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(\.[A-Za-z0-9_-]*)?",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Secrets();

    [GeneratedRegex(
        @"(\b[A-Za-z_-]*(?:password|passwd|token|secret|apikey|api_key|credential)[A-Za-z_-]*[""']?\s*[=:]\s*[""']?)"
        + @"[^\s""',;]+",
        RegexOptions.IgnoreCase)]
    private static partial Regex Assignments();
}
