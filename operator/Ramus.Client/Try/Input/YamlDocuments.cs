using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Ramus.Client.Manifests;
using Ramus.Contract.Json;

namespace Ramus.Client.Try.Input;

/// <summary>Reads the documents of a YAML (or JSON) file as JSON, as kubectl does.</summary>
internal static class YamlDocuments
{
    // Anchors can expand a small file to large documents; the limit is for all of them together.
    private const int MaxBytes = 64 << 20;

    /// <summary>Every non-empty document, with its file and line for messages.</summary>
    /// <exception cref="ContractException">The text is not YAML, or a document is not an object.</exception>
    public static IReadOnlyList<(JsonElement Element, string Where)> Read(string text, string fileName)
    {
        try
        {
            var file = ManifestParser.Read(new ManifestFile(fileName, text));
            Refuse(file);
            var room = MaxBytes;
            return [.. file.Roots.Select(root => (ToJson(root, ref room), $"{root.Place.File}:{root.Place.Line}"))];
        }
        catch (ManifestMistake mistake)
        {
            throw new ContractException($"{mistake.Place}: {mistake.Message}", mistake)
            {
                Line = mistake.Place.Line,
                Column = mistake.Place.Column,
            };
        }
    }

    private static void Refuse(ManifestDocuments file)
    {
        if (file.Duplicates is [var twice, ..])
        {
            throw new ManifestMistake(
                twice.Place,
                $"key '{Quote.Short(twice.Key)}' is already in line {twice.First.Line}; remove one of the two");
        }

        // kubectl and other readers take different values for the same text: "!!binary ZXhlYw==" is the text "exec".
        if (file.Tags is [var tag, ..])
        {
            throw new ManifestMistake(
                tag.Place, $"the tag {Quote.Short(tag.Name)} is not supported; remove it, and write the value itself");
        }
    }

    private static JsonElement ToJson(ManifestValue root, ref int room)
    {
        if (!root.IsMapping)
        {
            throw new ManifestMistake(
                root.Place, "the document is not a Kubernetes object; write one with apiVersion, kind and metadata");
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, root, room, depth: 0);
        }

        room -= buffer.WrittenCount;
        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, ManifestValue value, int room, int depth)
    {
        if (depth > GoJson.MaxDepth || writer.BytesCommitted + writer.BytesPending > room)
        {
            throw new ManifestMistake(
                value.Place, "the object is nested too deeply, or the objects of the file are too large together");
        }

        if (value.Members is { } members)
        {
            writer.WriteStartObject();
            foreach (var member in members)
            {
                writer.WritePropertyName(member.Key);
                Write(writer, member.Value, room, depth + 1);
            }

            writer.WriteEndObject();
        }
        else if (value.Items is { } items)
        {
            writer.WriteStartArray();
            foreach (var item in items)
            {
                Write(writer, item, room, depth + 1);
            }

            writer.WriteEndArray();
        }
        else
        {
            WriteScalar(writer, value);
        }
    }

    private static void WriteScalar(Utf8JsonWriter writer, ManifestValue value)
    {
        var raw = value.Raw!;
        if (value.Text is not null)
        {
            writer.WriteStringValue(raw);
        }
        else if (value.IsNull)
        {
            writer.WriteNullValue();
        }
        else if (value.IsTrue || PlainScalar.IsFalse(value))
        {
            writer.WriteBooleanValue(value.IsTrue);
        }
        else if (long.TryParse(raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            writer.WriteNumberValue(whole);
        }
        else if (double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number))
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            // A notation that JSON does not have, such as 0x1F: no field of our objects has such a value.
            writer.WriteStringValue(raw);
        }
    }
}
