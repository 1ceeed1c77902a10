using System.Buffers;
using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Webhook.Admission;

/// <summary>Writes the answer: only the response, without the request, which the API server already has.</summary>
internal static class AdmissionResponse
{
    // The API server truncates longer warnings.
    private const int LongestWarning = 250;

    public static void Write(IBufferWriter<byte> output, string uid, AdmissionDecision decision)
    {
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        writer.WriteString("apiVersion"u8, "admission.k8s.io/v1"u8);
        writer.WriteString("kind"u8, "AdmissionReview"u8);
        writer.WriteStartObject("response"u8);
        writer.WriteString("uid"u8, uid);
        writer.WriteBoolean("allowed"u8, decision.IsAllowed);
        WriteStatus(writer, decision);
        WriteWarnings(writer, decision.Warnings);
        if (!decision.Patch.IsEmpty)
        {
            writer.WriteString("patchType"u8, "JSONPatch"u8);
            writer.WriteBase64String("patch"u8, decision.Patch.Span);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteStatus(Utf8JsonWriter writer, AdmissionDecision decision)
    {
        if (decision.IsAllowed)
        {
            if (!decision.Patch.IsEmpty)
            {
                writer.WriteStartObject("status"u8);
                writer.WriteString("message"u8, "allowed"u8);
                writer.WriteEndObject();
            }

            return;
        }

        // The API server copies code and reason into the error that its client sees.
        writer.WriteStartObject("status"u8);
        writer.WriteNumber("code"u8, decision.StatusCode);
        writer.WriteString("reason"u8, decision.StatusCode switch
        {
            400 => "BadRequest"u8,
            409 => "Conflict"u8,
            422 => "Invalid"u8,
            503 => "ServiceUnavailable"u8,
            _ => "Forbidden"u8,
        });
        writer.WriteString("message"u8, Quote.Visible(decision.Refusal!));
        if (decision.Invalid is { } invalid)
        {
            WriteDetails(writer, invalid);
        }

        writer.WriteEndObject();
    }

    private static void WriteDetails(Utf8JsonWriter writer, InvalidObject invalid)
    {
        writer.WriteStartObject("details"u8);
        writer.WriteString("name"u8, invalid.Name);
        writer.WriteString("kind"u8, invalid.Kind);
        writer.WriteStartArray("causes"u8);
        foreach (var (field, message) in invalid.Mistakes)
        {
            writer.WriteStartObject();
            writer.WriteString("reason"u8, "FieldValueInvalid"u8);
            writer.WriteString("field"u8, field);
            writer.WriteString("message"u8, message);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteWarnings(Utf8JsonWriter writer, IReadOnlyList<string> warnings)
    {
        if (warnings.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("warnings"u8);
        foreach (var warning in warnings)
        {
            writer.WriteStringValue(Short(Quote.Visible(warning)));
        }

        writer.WriteEndArray();
    }

    private static string Short(string text) =>
        text.Length <= LongestWarning ? text : $"{text[..(LongestWarning - 1)]}…";
}
