using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ramus.Client.Output;

/// <summary>Writes JSON values as YAML.</summary>
internal static partial class YamlText
{
    /// <summary>The YAML of a JSON document that is an object or a list.</summary>
    public static string Of(string json) => Of(JsonElement.Parse(json));

    /// <summary>The YAML of a JSON value that is an object or a list.</summary>
    public static string Of(JsonElement value)
    {
        var text = new StringBuilder();
        Write(text, value, indent: 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonElement value, int indent)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            var isFirst = true;
            foreach (var member in value.EnumerateObject())
            {
                // The first key of an item of a list follows the item's dash.
                text.Append(' ', isFirst && EndsWithDash(text) ? 0 : indent).Append(Scalar(member.Name)).Append(':');
                isFirst = false;
                WriteValue(text, member.Value, indent + 2);
            }

            return;
        }

        foreach (var item in value.EnumerateArray())
        {
            text.Append(' ', indent).Append("- ");
            if (IsEmpty(item) || item.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
            {
                text.Length--;
                WriteValue(text, item, indent + 2);
            }
            else if (item.ValueKind == JsonValueKind.Object)
            {
                Write(text, item, indent + 2);
            }
            else
            {
                text.Length--;
                text.Append('\n');
                Write(text, item, indent + 2);
            }
        }
    }

    private static void WriteValue(StringBuilder text, JsonElement value, int indent)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object or JsonValueKind.Array when !IsEmpty(value):
                text.Append('\n');
                Write(text, value, value.ValueKind == JsonValueKind.Array ? indent - 2 : indent);
                break;
            case JsonValueKind.String when IsBlock(value.GetString()!):
                WriteBlock(text, value.GetString()!, indent);
                break;
            default:
                text.Append(' ').Append(value.ValueKind == JsonValueKind.String
                    ? Scalar(value.GetString()!)
                    : value.GetRawText()).Append('\n');
                break;
        }
    }

    private static void WriteBlock(StringBuilder text, string value, int indent)
    {
        text.Append(value.EndsWith('\n') ? " |\n" : " |-\n");
        foreach (var line in value.TrimEnd('\n').Split('\n'))
        {
            text.Append(' ', line.Length == 0 ? 0 : indent).Append(line).Append('\n');
        }
    }

    private static bool EndsWithDash(StringBuilder text) =>
        text.Length >= 2 && text[^1] == ' ' && text[^2] == '-';

    private static bool IsEmpty(JsonElement value) =>
        (value.ValueKind == JsonValueKind.Object && value.GetPropertyCount() == 0)
        || (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0);

    // A block keeps line breaks, but not spaces at the start or two line breaks at the end.
    private static bool IsBlock(string value) =>
        value.Contains('\n') && !char.IsWhiteSpace(value[0]) && !value.EndsWith("\n\n", StringComparison.Ordinal)
        && value.All(static c => c == '\n' || !char.IsControl(c));

    private static string Scalar(string text) =>
        Plain().IsMatch(text) && !Special().IsMatch(text) ? text : $"\"{JsonEncodedText.Encode(
            text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    // A letter or a slash first, and no character with a meaning in YAML.
    [GeneratedRegex("^[A-Za-z/][A-Za-z0-9/._@+() -]*(?<! )$")]
    private static partial Regex Plain();

    [GeneratedRegex("^(y|yes|n|no|on|off|true|false|null)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Special();
}
