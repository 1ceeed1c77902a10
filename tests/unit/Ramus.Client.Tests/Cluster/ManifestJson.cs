using System.Globalization;
using System.Text.Json;
using Ramus.Client.Manifests;

namespace Ramus.Client.Tests.Cluster;

/// <summary>Writes manifests as JSON.</summary>
internal static class ManifestJson
{
    /// <summary>Writes a value with the types that kubectl reads.</summary>
    public static void WriteTo(this ManifestValue value, Utf8JsonWriter json)
    {
        if (value.Members is { } members)
        {
            json.WriteStartObject();
            foreach (var member in members)
            {
                json.WritePropertyName(member.Key);
                member.Value.WriteTo(json);
            }

            json.WriteEndObject();
            return;
        }

        if (value.Items is { } items)
        {
            json.WriteStartArray();
            foreach (var item in items)
            {
                item.WriteTo(json);
            }

            json.WriteEndArray();
            return;
        }

        WriteScalar(value, json);
    }

    private static void WriteScalar(ManifestValue value, Utf8JsonWriter json)
    {
        if (value.Text is { } text)
        {
            json.WriteStringValue(text);
        }
        else if (value.IsNull)
        {
            json.WriteNullValue();
        }
        else if (decimal.TryParse(value.Raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteBooleanValue(value.IsTrue);
        }
    }
}
