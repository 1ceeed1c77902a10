using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Ramus.Contract.Json;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Ramus.Client.Try.Input;

/// <summary>Reads the documents of a YAML (or JSON) file as JSON, as kubectl does.</summary>
internal static class YamlDocuments
{
    // Anchors can expand a small file to a large document.
    private const int MaxBytes = 16 << 20;

    /// <summary>Every non-empty document, with its file and line for messages.</summary>
    /// <exception cref="ContractException">The text is not YAML, or a document is not an object.</exception>
    public static IReadOnlyList<(JsonElement Element, string Where)> Read(string text, string fileName)
    {
        var documents = new List<(JsonElement, string)>();
        foreach (var document in Load(text, fileName).Documents)
        {
            var where = $"{fileName}:{document.RootNode.Start.Line}";
            if (document.RootNode is YamlMappingNode root)
            {
                documents.Add((ToJson(root, where), where));
            }
            else if (document.RootNode is not YamlScalarNode { Value: null or "" })
            {
                throw new ContractException($"{where}: expected a Kubernetes object");
            }
        }

        return documents;
    }

    private static YamlStream Load(string text, string fileName)
    {
        var stream = new YamlStream();
        try
        {
            YamlLimits.Check(text, fileName);
            stream.Load(new StringReader(text));
        }
        catch (YamlException failure)
        {
            throw new ContractException(
                $"{fileName} line {failure.Start.Line} column {failure.Start.Column}: {failure.Message}", failure)
            {
                Line = failure.Start.Line,
                Column = failure.Start.Column,
            };
        }

        return stream;
    }

    private static JsonElement ToJson(YamlMappingNode root, string where)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, root, where, depth: 0);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, YamlNode node, string where, int depth)
    {
        if (depth > GoJson.MaxDepth || writer.BytesCommitted + writer.BytesPending > MaxBytes)
        {
            throw new ContractException($"{where}: the object is too deep or too large");
        }

        RefuseTag(node, where);
        switch (node)
        {
            case YamlMappingNode mapping:
                writer.WriteStartObject();
                foreach (var (key, value) in mapping.Children)
                {
                    RefuseTag(key, where);
                    writer.WritePropertyName((key as YamlScalarNode)?.Value is { } name && IsUnicode(name)
                        ? name
                        : throw new ContractException($"{where}: line {key.Start.Line}: a key must be text"));
                    Write(writer, value, where, depth + 1);
                }

                writer.WriteEndObject();
                break;
            case YamlSequenceNode sequence:
                writer.WriteStartArray();
                foreach (var item in sequence.Children)
                {
                    Write(writer, item, where, depth + 1);
                }

                writer.WriteEndArray();
                break;
            default:
                WriteScalar(writer, (YamlScalarNode)node, where);
                break;
        }
    }

    // A tag changes what kubectl and other readers take for the value: "!!binary ZXhlYw==" is the text "exec".
    private static void RefuseTag(YamlNode node, string where)
    {
        if (!node.Tag.IsEmpty)
        {
            throw new ContractException(
                $"{where}: line {node.Start.Line}: the tag {Quote.Short(node.Tag.Value)} is not supported; remove it, "
                + "and write the value itself");
        }
    }

    private static bool IsUnicode(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsSurrogate(text[at]) && !(at + 1 < text.Length && char.IsSurrogatePair(text, at++)))
            {
                return false;
            }
        }

        return true;
    }

    private static void WriteScalar(Utf8JsonWriter writer, YamlScalarNode scalar, string where)
    {
        var value = scalar.Value ?? "";
        if (!IsUnicode(value))
        {
            throw new ContractException(
                $"{where}: line {scalar.Start.Line}: half of a character, such as \\ud800, is no text");
        }

        if (scalar.Style != ScalarStyle.Plain)
        {
            writer.WriteStringValue(value);
            return;
        }

        switch (value)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                writer.WriteNullValue();
                break;
            case "true" or "True" or "TRUE":
                writer.WriteBooleanValue(true);
                break;
            case "false" or "False" or "FALSE":
                writer.WriteBooleanValue(false);
                break;
            default:
                if (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
                {
                    writer.WriteNumberValue(number);
                }
                else
                {
                    writer.WriteStringValue(value);
                }

                break;
        }
    }
}
